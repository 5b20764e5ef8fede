package io.jststream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.integration.Column;
import io.jststream.integration.NestedList;
import io.jststream.integration.catalog.Catalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpectedLinesTest {
    private final NestedList items = Catalog.named("orders", Catalog.load(Path.of("..", "catalog", "examples")))
            .target()
            .lists()
            .get(0);
    private final ExpectedLines lines = new ExpectedLines(items);

    @Test
    void everyLineIsARowWithValuesAsTheDatabaseShowsThem() throws Exception {
        Map<String, Map<String, @Nullable String>> rows = lines.of(List.of(order("""
                {"o_id": 1, "modified": "2026-11-28 08:00:01", "remark": "of the order", "items": [
                  {"oi_id": 10, "qty": "3", "price": 5.5, "amount": "7.00005", "is_gift": true, "remark": ""},
                  {"oi_id": 11, "is_gift": false, "name": "云朵枕"}]}""")));

        assertEquals(List.of("1/10", "1/11"), List.copyOf(rows.keySet()));
        Map<String, @Nullable String> first = Objects.requireNonNull(rows.get("1/10"));
        assertEquals("3", first.get("qty"));
        assertEquals("5.5000", first.get("price"));
        assertEquals("7.0001", first.get("amount"));
        assertEquals("1", first.get("is_gift"));
        assertEquals("2026-11-28 08:00:01.000", first.get("modified"));
        assertNull(first.get("remark"));
        assertEquals("云朵枕", Objects.requireNonNull(rows.get("1/11")).get("name"));
        assertEquals(items.target().columns().size(), first.size());
    }

    @Test
    void anOrderWithoutLinesHasNone() throws Exception {
        assertEquals(Map.of(), lines.of(List.of(order("{\"o_id\": 1, \"items\": null}"), order("{\"o_id\": 2}"))));
    }

    @Test
    void aColumnThatIsMoreThanAFieldIsNotKnown() {
        Column plain = items.target().columns().get(0);
        assertTrue(lines.knows(plain));

        assertFalse(lines.knows(new Column(plain.field(), plain.value(), plain.type(), false, "", Map.of("1", "2"))));
    }

    private static ObjectNode order(String json) throws Exception {
        return (ObjectNode) new ObjectMapper().readTree(json);
    }
}
