package io.jststream.console.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.jststream.integration.Integration;
import io.jststream.transformer.mapping.TrialMapping;
import io.jststream.transformer.mapping.TrialMapping.Result;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories of orders that either mapping refuses now and then: the counts are those of whoever keeps all tables in memory. */
class RandomDiffTest {
    private static final int ORDERS = 40;
    private static final int VERSIONS = 250;

    private final Integration live = OrderFiles.with("type: int}", "type: int, max: 17}");
    private final Integration other =
            OrderFiles.with("type: int}", "type: int, min: 3}", "{items.sku}", "{items.sku}{items.more}");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void countsWhatTheTablesWouldHold(int seed) {
        RawHistory history = history(new Random(seed));
        MappingDiff diff = new MappingDiff(live, other, 3, seed);
        diff.take(history);

        JsonNode answer = diff.report().json();
        assertEquals(expected("orders", history), counts(answer));
        assertEquals(
                expected("order_items", history), counts(answer.path("lists").get(0)));
    }

    private static RawHistory history(Random random) {
        RawHistory history = new RawHistory();
        for (int version = 0; version < VERSIONS; version++) {
            int order = random.nextInt(ORDERS);
            history.write(order, random.nextInt(12) == 0 ? null : order(order, random));
        }
        return history;
    }

    private static String order(int order, Random random) {
        String items = IntStream.range(0, random.nextInt(4))
                .mapToObj(line -> "{\"oi_id\":%d,\"sku\":\"%d\",\"qty\":%d%s}"
                        .formatted(
                                line, random.nextInt(3), random.nextInt(20), random.nextBoolean() ? "" : ",\"more\":7"))
                .collect(Collectors.joining(","));
        return "{\"o_id\":%d,\"status\":\"%d\",\"items\":[%s]}".formatted(order, random.nextInt(3), items);
    }

    private Map<String, Long> expected(String table, RawHistory history) {
        Map<String, Map<String, String>> now = tables(live, table, history);
        Map<String, Map<String, String>> then = tables(other, table, history);
        Map<String, Long> counts = new TreeMap<>();
        now.forEach((order, rows) -> rows.forEach((key, row) -> {
            Map<String, String> rowsThen = then.get(order);
            String rowThen = rowsThen == null ? null : rowsThen.get(key);
            String fate = rowsThen == null
                    ? "kept"
                    : rowThen == null ? "removed" : rowThen.equals(row) ? "unchanged" : "changed";
            counts.merge(fate, 1L, Long::sum);
        }));
        then.forEach((order, rows) -> rows.keySet().stream()
                .filter(key -> !now.getOrDefault(order, Map.of()).containsKey(key))
                .forEach(key -> counts.merge("added", 1L, Long::sum)));
        return counts;
    }

    /** Of each order that was ever taken the rows of a table. */
    private static Map<String, Map<String, String>> tables(Integration mapping, String table, RawHistory history) {
        TrialMapping trial = TrialMapping.of(mapping);
        Map<String, Map<String, String>> tables = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> raw : history.records()) {
            if (trial.map(raw.key(), raw.value(), raw.headers()) instanceof Result.Row row) {
                Map<String, String> rows = new HashMap<>();
                if (table.equals("orders") && row.value() != null) {
                    rows.put(text(row.key()), text(Objects.requireNonNull(row.value())));
                }
                row.lines().stream()
                        .filter(line -> line.table().name().equals(table))
                        .forEach(line -> rows.put(text(line.key()), text(line.value())));
                tables.put(text(raw.key()), rows);
            }
        }
        return tables;
    }

    private static Map<String, Long> counts(JsonNode json) {
        Map<String, Long> counts = new TreeMap<>();
        for (String fate : new String[] {"changed", "added", "removed", "kept", "unchanged"}) {
            if (json.path(fate).asLong() > 0) {
                counts.put(fate, json.path(fate).asLong());
            }
        }
        return counts;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
