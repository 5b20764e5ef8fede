package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jststream.connect.Setup;
import io.jststream.e2e.tool.Fork;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.MappedOffsets;
import io.jststream.e2e.tool.RawLoad;
import io.jststream.e2e.tool.Topic;
import io.jststream.integration.Groups;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.service.Settings;
import io.jststream.transformer.replay.KafkaReplay;
import io.jststream.transformer.replay.PartitionReplay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A replay of a raw topic that still holds several versions of every key: only the last of each comes out of the transformer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryTest {
    private static final String TRANSFORMER = "io.jststream.transformer.TransformerMain";
    private static final int SHOPS = 40_000;
    private static final int VERSIONS = 3;
    private static final int CHANGING = 100;
    private static final Set<String> CHANGES = Set.of("version " + (VERSIONS + 1), "version " + (VERSIONS + 2));
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final Path data = House.newFolder("history");
    private final EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("broker"), 0);
    private final Map<String, String> environment = Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    private final Properties kafka = Settings.from(environment).kafka();
    private final MappedOffsets offsets = new MappedOffsets(kafka, "jst.shops.raw");
    private final RawLoad raw = new RawLoad(kafka);

    @BeforeAll
    void mapTheHistory() throws Exception {
        new Setup(Settings.from(environment), House.catalog()).topics();
        raw.versions(SHOPS, 1, VERSIONS);
        raw.send(RawLoad.key(0), "no JSON");
        raw.send(RawLoad.key(1), null);
        raw.abort(SHOPS);
        try (Fork transformer = fork()) {
            awaitMapped(transformer);
        }
        assertEquals(SHOPS * VERSIONS + 1, Topic.read(kafka, "jst.shops").size());
    }

    @AfterAll
    void stop() {
        raw.close();
        offsets.close();
        broker.close();
    }

    /** A hundred shops change before the replay and another time after an instance that takes part in it was killed. */
    @Test
    void aReplayMapsTheLastVersionsAloneWhateverHappensMeanwhile() throws Exception {
        Map<TopicPartition, Long> typed = offsets.ends("jst.shops");
        int dead = Topic.read(kafka, "jst.shops.dead").size();
        offsets.beginReplay(House.shops());
        raw.versions(CHANGING, VERSIONS + 1, VERSIONS + 1);

        try (Fork killed = fork();
                Fork other = fork()) {
            Awaitility.await()
                    .atMost(LONGEST)
                    .pollInterval(Duration.ofMillis(10))
                    .until(offsets::isReplayHalfDone);
            killed.kill();
            raw.versions(CHANGING, VERSIONS + 2, VERSIONS + 2);
            offsets.awaitReplayed();
            awaitMapped(other);
        }

        Map<String, List<String>> versions = versions(typed);
        List<String> wrong = new ArrayList<>();
        for (int shop = 0; shop < SHOPS; shop++) {
            List<String> found = versions.getOrDefault(RawLoad.key(shop), List.of());
            if (shop < CHANGING ? !endsRightAndNeverGoesBack(found) : !found.equals(List.of("version " + VERSIONS))) {
                wrong.add(RawLoad.key(shop) + " " + found);
            }
        }
        assertEquals(List.of(), wrong.stream().limit(10).toList(), wrong.size() + " shops are wrong");
        assertEquals(dead + 1, Topic.read(kafka, "jst.shops.dead").size());
        assertIsOver();
    }

    /** It was killed before it had committed anything, and has mapped new records meanwhile. */
    @Test
    void endsWhereItsFirstTaskBegan() throws Exception {
        TopicPartition partition = new TopicPartition("jst.shops.raw", 0);
        try (Admin admin = Admin.create(kafka)) {
            commit(admin, Groups.replayOf("end"), partition, 5);
            for (long position : List.of(100L, 120L)) {
                commit(admin, "end", partition, position);
                try (KafkaReplay replays = new KafkaReplay(kafka, "end");
                        PartitionReplay replay = replays.of(House.shops(), 0).orElseThrow()) {
                    assertFalse(replay.isOver());
                    assertEquals(
                            Map.of(partition, new OffsetAndMetadata(5, "mapped from 100 on, down to 5")),
                            admin.listConsumerGroupOffsets(Groups.replayOf("end"))
                                    .partitionsToOffsetAndMetadata()
                                    .get());
                }
            }
        }
    }

    private static void commit(Admin admin, String group, TopicPartition partition, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    /** Nobody has deleted what asked for the replay. */
    private void assertIsOver() throws Exception {
        Map<TopicPartition, Long> typed = offsets.ends("jst.shops");
        raw.versions(1, VERSIONS + 3, VERSIONS + 3);
        try (Fork another = fork()) {
            awaitMapped(another);
        }
        assertEquals(Map.of(RawLoad.key(0), List.of("version " + (VERSIONS + 3))), versions(typed));
    }

    /** What the history holds of a shop that has changed since may come before the change, and never behind it; nothing comes twice. */
    private static boolean endsRightAndNeverGoesBack(List<String> versions) {
        return versions.stream().sorted().distinct().toList().equals(versions)
                && Set.copyOf(versions).containsAll(CHANGES)
                && versions.get(versions.size() - 1).equals("version " + (VERSIONS + 2));
    }

    private void awaitMapped(Fork transformer) throws Exception {
        offsets.awaitMapped();
        transformer.terminate();
        assertEquals(0, transformer.await(), transformer.output());
    }

    /** Of each key the versions of the typed records behind these offsets, one after the other. */
    private Map<String, List<String>> versions(Map<TopicPartition, Long> since) {
        Map<String, List<String>> versions = new TreeMap<>();
        for (ConsumerRecord<String, String> typed : Topic.read(kafka, "jst.shops")) {
            if (typed.offset() >= since.getOrDefault(new TopicPartition(typed.topic(), typed.partition()), 0L)) {
                String version = typed.value() == null
                        ? "gone"
                        : typed.value().replaceFirst(".*\"short_name\":\"(version \\d+)\".*", "$1");
                versions.computeIfAbsent(typed.key(), key -> new ArrayList<>()).add(version);
            }
        }
        return versions;
    }

    private Fork fork() {
        return Fork.start(data, environment, TRANSFORMER);
    }
}
