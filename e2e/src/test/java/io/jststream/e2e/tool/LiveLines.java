package io.jststream.e2e.tool;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the typed topic of the orders' lines comes to. */
public final class LiveLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LiveLines() {}

    /** The lines that readers of the typed topic are left with. */
    public static Map<String, String> of(Properties kafka) throws Exception {
        Map<String, String> lines = new TreeMap<>();
        Map<String, Integer> versions = new HashMap<>();
        for (ConsumerRecord<String, String> line : Topic.read(kafka, "jst.orders.items")) {
            JsonNode key = JSON.readTree(line.key());
            String id = key.path("o_id") + "/" + key.path("oi_id");
            versions.merge(id, 1, Integer::sum);
            if (line.value() == null) {
                assertTrue(lines.remove(id) != null, id + " is buried and was not there");
            } else {
                JsonNode row = JSON.readTree(line.value());
                lines.put(
                        id,
                        RandomOrders.shown(
                                row.path("sku_id").asText(), row.path("qty").asText()));
            }
        }
        assertTrue(versions.values().stream().anyMatch(count -> count > 3), "lines come and go");
        return lines;
    }
}
