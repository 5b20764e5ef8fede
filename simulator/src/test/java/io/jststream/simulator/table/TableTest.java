package io.jststream.simulator.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TableTest {
    static final List<String> NAMES = Tables.NAMES;

    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-01T00:00:00Z"));
    private final Tables tables = new Tables(400, 1, clock);

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyRowHasAKeyOfItsOwn(String name) {
        Table table = tables.table(name);
        Set<String> keys = new HashSet<>();
        table.snapshot()
                .forEach(row -> keys.add(row.path(tables.endpoint(name).key()).asText()));

        assertTrue(table.size() > 0);
        assertEquals(table.size(), keys.size());
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void aChangeChangesThatRowAndNothingElse(String name) {
        Table table = tables.table(name);
        List<ObjectNode> before = table.snapshot();
        String key = before.get(1).path(tables.endpoint(name).key()).asText();

        table.change(key);

        List<ObjectNode> after = table.snapshot();
        assertEquals(before.get(0), after.get(0));
        assertNotEquals(before.get(1), after.get(1));
        assertEquals(key, after.get(1).path(tables.endpoint(name).key()).asText());
        assertEquals(before.subList(2, before.size()), after.subList(2, after.size()));
        assertEquals(before.get(1).path("created"), after.get(1).path("created"));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void theSameSeedMakesTheSameRows(String name) {
        Tables again = new Tables(400, 1, clock);
        Tables other = new Tables(400, 2, clock);

        assertEquals(tables.table(name).snapshot(), again.table(name).snapshot());
        assertNotEquals(tables.table(name).snapshot(), other.table(name).snapshot());
    }

    @Test
    void rowsThatAreMadeLaterHaveKeysOfTheirOwn() {
        Table orders = tables.table("orders");

        String made = orders.add();
        orders.remove("8800001");

        assertEquals("8800401", made);
        assertEquals(400, orders.size());
        assertThrows(IllegalArgumentException.class, () -> orders.change("8800001"));
    }

    @Test
    void manyOrdersAreMadeWhenTheyAreAskedFor() {
        Table many = new Tables(200_000, 1, clock).table("orders");
        Selection last = new Selection(new Selection.Since(1), Map.of());

        Table.Slice page = many.read(last, 199_990, 100, true);

        assertEquals(200_000, many.size());
        assertEquals(new Table.Slice(page.rows(), 200_000, false), page);
        assertEquals("8999991", page.rows().get(0).path("o_id").asText());
        assertEquals("9000000", page.rows().get(9).path("o_id").asText());
    }
}
