package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.MappedOffsets;
import io.jststream.e2e.tool.RandomOrders;
import io.jststream.e2e.tool.Topic;
import io.jststream.integration.Integration;
import io.jststream.local.LocalPlatform;
import io.jststream.local.TableRows;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import io.jststream.transformer.TransformerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The lines of orders from the raw topic into a table of their own: whatever becomes of them, the table has those that there are. */
class NestedListsTest {
    private static final int ORDERS = 150;
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final Path data = House.newFolder("lists");
    private final Integration orders =
            RandomOrders.integration(RandomOrders.catalog(data.resolve("catalog"), UnaryOperator.identity()));
    /** The same table, whose lines have other keys. */
    private final Integration otherKeys = RandomOrders.integration(RandomOrders.catalog(
            data.resolve("other"), text -> text.replace("\"{items.oi_id}\"", "\"{items.batch_id}\"")));

    @Test
    void theTableHasTheLinesThatThereAreThroughChangesAndReplays() throws Exception {
        try (LocalPlatform platform = LocalPlatform.start(
                        Settings.from(Map.of("JST_LOCAL_DATA", data.toString(), "JST_TOPIC_PARTITIONS", "2")),
                        List.of(orders),
                        (part, where) -> {});
                RandomOrders source = new RandomOrders(platform.brokerSettings().kafka());
                MappedOffsets offsets =
                        new MappedOffsets(platform.brokerSettings().kafka(), "jst.orders.raw")) {
            try (TransformerService transformer = transformer(orders, platform)) {
                transformer.start();
                for (int round = 0; round < 5; round++) {
                    source.change(ORDERS);
                    awaitLines(source.lines(), platform);
                }
                assertARefusedLineChangesNothing(source, platform);
                offsets.awaitMapped();
            }

            Map<TopicPartition, Long> ends = offsets.ends("jst.orders.items");
            replay(orders, platform, offsets);
            List<ConsumerRecord<String, String>> again = since(ends, platform);
            assertEquals(source.lines().size(), again.size(), "each line once, and no tombstone");
            assertTrue(again.stream().allMatch(line -> line.value() != null));
            awaitLines(source.lines(), platform);

            replay(otherKeys, platform, offsets);
            Map<String, String> moved = new TreeMap<>();
            source.lines().forEach((key, line) -> moved.put(key.replace("/", "/100"), line));
            awaitLines(moved, platform);
        }
    }

    private void assertARefusedLineChangesNothing(RandomOrders source, LocalPlatform platform) throws Exception {
        source.write(1, "{\"o_id\":1,\"items\":[{\"oi_id\":1},{\"oi_id\":2},{\"oi_id\":1}]}");
        source.write(2, "{\"o_id\":2,\"items\":[{\"oi_id\":1,\"qty\":\"viele\"}]}");
        Awaitility.await()
                .atMost(LONGEST)
                .untilAsserted(() -> assertEquals(
                        Map.of("{\"o_id\":1}", "items[2] duplicate", "{\"o_id\":2}", "items[0].qty int"),
                        Topic.read(platform.brokerSettings().kafka(), "jst.orders.dead").stream()
                                .collect(Collectors.toMap(
                                        ConsumerRecord::key,
                                        letter -> Topic.header(letter, "jst.dead.field") + " "
                                                + Topic.header(letter, "jst.dead.rule")))));
        awaitLines(source.lines(), platform);
    }

    private static void replay(Integration mapping, LocalPlatform platform, MappedOffsets offsets) throws Exception {
        offsets.beginReplay(mapping);
        try (TransformerService transformer = transformer(mapping, platform)) {
            transformer.start();
            offsets.awaitReplayed();
        }
    }

    private static TransformerService transformer(Integration mapping, LocalPlatform platform) {
        return TransformerService.create(platform.brokerSettings(), List.of(mapping), new SimpleMeterRegistry());
    }

    private static List<ConsumerRecord<String, String>> since(Map<TopicPartition, Long> ends, LocalPlatform platform) {
        return Topic.read(platform.brokerSettings().kafka(), "jst.orders.items").stream()
                .filter(line ->
                        line.offset() >= ends.getOrDefault(new TopicPartition(line.topic(), line.partition()), 0L))
                .toList();
    }

    private void awaitLines(Map<String, String> expected, LocalPlatform platform) throws Exception {
        Settings settings = platform.awaitSettings();
        TableRows table = new TableRows(
                settings.get(Setting.JST_MYSQL_URL),
                settings.get(Setting.JST_MYSQL_USER),
                settings.secret(Setting.JST_MYSQL_PASSWORD));
        Awaitility.await().atMost(LONGEST).untilAsserted(() -> assertEquals(expected, lines(table)));
    }

    private Map<String, String> lines(TableRows table) {
        Map<String, String> lines = new TreeMap<>();
        table.read(orders.target().lists().get(0).target()).forEach((key, row) -> lines.put(key, shown(row)));
        return lines;
    }

    private static String shown(Map<String, @Nullable String> row) {
        return RandomOrders.shown(row.get("sku_id"), row.get("qty"));
    }
}
