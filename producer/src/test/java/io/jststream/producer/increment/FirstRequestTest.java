package io.jststream.producer.increment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.jststream.integration.catalog.Catalog;
import io.jststream.producer.FakeTime;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is asked for a first look at an API. */
class FirstRequestTest {
    @Test
    void asksForRowVersionsWithoutCountingThem() {
        assertEquals(
                Map.<String, JsonNode>of("start_ts", LongNode.valueOf(0), "is_get_total", BooleanNode.FALSE),
                FirstRequest.of(
                                Catalog.named("orders", Catalog.load(Path.of("..", "catalog", "examples")))
                                        .source(),
                                FakeTime.START)
                        .parameters());
    }
}
