package io.jststream.console.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.connect.plan.Change;
import io.jststream.connect.plan.Difference;
import io.jststream.connect.plan.Remedy;
import io.jststream.integration.TopicSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What differs between a topic and what the catalog has of it, and what may be done about it. */
class TopicPlanTest {
    private static final String TOPIC = "jst.shops.dead";
    private static final Node BROKER = new Node(1, "broker", 9092);

    @ParameterizedTest
    @CsvSource({
        "retention.ms, 100, 99",
        "retention.ms, -1, 9223372036854775807",
        "retention.ms, 9223372036854775807, 34560000000",
        "retention.bytes, -1, 100",
        "delete.retention.ms, 1000, 999",
        "min.compaction.lag.ms, 1000, 0",
        "cleanup.policy, compact, delete",
        "cleanup.policy, compact, 'compact,delete'"
    })
    void asksBeforeASettingThatTakesRecordsAway(String key, String live, String wanted) {
        Difference difference = setting(key, live, wanted);

        assertEquals(Remedy.APPROVE, difference.remedy());
        assertEquals("sets it, and records go that are there now; only with --approve", difference.deed());
        assertEquals(new Change.SetConfig(TOPIC, key, wanted), difference.change());
    }

    @ParameterizedTest
    @CsvSource({
        "retention.ms, 99, 100",
        "retention.ms, 9, 10",
        "retention.ms, 100, -1",
        "retention.bytes, 100, -1",
        "delete.retention.ms, 999, 1000",
        "min.compaction.lag.ms, 0, 1000",
        "segment.ms, 1000, 999",
        "cleanup.policy, delete, compact",
        "cleanup.policy, 'compact,delete', compact",
        "cleanup.policy, 'compact,delete', delete",
        "retention.ms, '', 100"
    })
    void mendsEveryOtherSettingWithoutAsking(String key, String live, String wanted) {
        Difference difference = setting(key, live, wanted);

        assertEquals(Remedy.APPLY, difference.remedy());
        assertEquals("topic jst.shops.dead, " + key, difference.what());
        assertEquals(live, difference.live());
        assertEquals(wanted, difference.wanted());
        assertEquals(new Change.SetConfig(TOPIC, key, wanted), difference.change());
    }

    @Test
    void seesNoDifferenceInTheOrderOfTwoWaysToCleanUp() {
        assertEquals(
                List.of(),
                plan(1, 1, 1, Map.of("cleanup.policy", "delete,compact"))
                        .differences(new TopicSpec(TOPIC, 1, Map.of("cleanup.policy", "compact,delete"))));
    }

    @ParameterizedTest
    @CsvSource({"1, 3, partitions are never added", "3, 1, partitions are never reduced"})
    void leavesPartitionsToAPerson(int live, int wanted, String advice) {
        List<Difference> differences = plan(1, live, 1, Map.of()).differences(new TopicSpec(TOPIC, wanted, Map.of()));

        assertEquals(1, differences.size());
        Difference difference = differences.get(0);
        assertEquals("topic jst.shops.dead, partitions: " + live + " → " + wanted, difference.line());
        assertEquals(Remedy.HAND, difference.remedy());
        assertEquals(new Change.Nothing(), difference.change());
        assertTrue(difference.deed().startsWith("nothing: " + advice), difference.deed());
        assertTrue(difference.deed().endsWith("; set JST_TOPIC_PARTITIONS=" + live), difference.deed());
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "3, 1"})
    void leavesCopiesToAPerson(int live, int wanted) {
        List<Difference> differences = plan(wanted, 2, live, Map.of()).differences(new TopicSpec(TOPIC, 2, Map.of()));

        assertEquals(1, differences.size());
        assertEquals(
                "topic jst.shops.dead, copies: " + live + " → " + wanted,
                differences.get(0).line());
        assertEquals(Remedy.HAND, differences.get(0).remedy());
        assertEquals(new Change.Nothing(), differences.get(0).change());
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "-1, 3", "3, 3"})
    void saysNothingOfCopiesWhereThereAreEnoughOrTheBrokerDecides(int wanted, int live) {
        assertEquals(List.of(), plan(wanted, 2, live, Map.of()).differences(new TopicSpec(TOPIC, 2, Map.of())));
    }

    @Test
    void countsTheCopiesOfThePartitionThatHasFewest() {
        TopicDescription topic = new TopicDescription(TOPIC, false, List.of(partition(0, 3), partition(1, 2)));

        List<Difference> differences =
                new TopicPlan(3, Map.of(TOPIC, topic), Map.of()).differences(new TopicSpec(TOPIC, 2, Map.of()));

        assertEquals("topic jst.shops.dead, copies: 2 → 3", differences.get(0).line());
    }

    @Test
    void createsATopicThatIsMissing() {
        TopicSpec spec = new TopicSpec(TOPIC, 2, Map.of("cleanup.policy", "delete"));

        List<Difference> differences = new TopicPlan(3, Map.of(), Map.of()).differences(spec);

        assertEquals(1, differences.size());
        assertEquals(Remedy.APPLY, differences.get(0).remedy());
        assertEquals(new Change.CreateTopic(spec), differences.get(0).change());
    }

    @Test
    void leavesASettingAloneOfWhichTheCatalogSaysNothing() {
        List<Difference> differences =
                plan(1, 1, 1, Map.of("max.message.bytes", "5")).differences(new TopicSpec(TOPIC, 1, Map.of()));

        assertEquals(1, differences.size());
        assertEquals(Remedy.NONE, differences.get(0).remedy());
    }

    private static Difference setting(String key, String live, String wanted) {
        List<Difference> differences =
                plan(1, 1, 1, Map.of(key, live)).differences(new TopicSpec(TOPIC, 1, Map.of(key, wanted)));
        assertEquals(1, differences.size(), differences.toString());
        return differences.get(0);
    }

    private static TopicPlan plan(int replication, int partitions, int copies, Map<String, String> settings) {
        TopicDescription topic = new TopicDescription(
                TOPIC,
                false,
                IntStream.range(0, partitions)
                        .mapToObj(id -> partition(id, copies))
                        .toList());
        Config config = new Config(settings.entrySet().stream()
                .map(setting -> new ConfigEntry(
                        setting.getKey(),
                        setting.getValue(),
                        ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG,
                        false,
                        false,
                        List.of(),
                        ConfigEntry.ConfigType.STRING,
                        ""))
                .toList());
        return new TopicPlan(replication, Map.of(TOPIC, topic), Map.of(TOPIC, config));
    }

    private static TopicPartitionInfo partition(int id, int copies) {
        List<Node> replicas = Collections.nCopies(copies, BROKER);
        return new TopicPartitionInfo(id, BROKER, replicas, replicas);
    }
}
