package io.jststream.producer.increment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.jststream.integration.Source;
import io.jststream.integration.catalog.Catalog;
import io.jststream.producer.FakeTime;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is asked for a first look at an API: what the producer asks for first, too. */
class FirstRequestTest {
    @Test
    void asksForRowVersionsFromTheFirstOnWithoutCountingThem() {
        assertEquals(
                Map.<String, JsonNode>of("start_ts", LongNode.valueOf(1), "is_get_total", BooleanNode.FALSE),
                first("orders").parameters());
    }

    @Test
    void asksForThoseOfOneWarehouse() {
        FirstRequest request = first("inventory");

        assertEquals(LongNode.valueOf(1), request.parameters().get("ts"));
        assertEquals(LongNode.valueOf(10001), request.parameters().get("wms_co_id"));
    }

    private static FirstRequest first(String example) {
        Source source = Catalog.named(example, Catalog.load(Path.of("..", "catalog", "examples")))
                .source();
        return FirstRequest.of(source, FakeTime.START);
    }
}
