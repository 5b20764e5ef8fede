package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.connect.Setup;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.service.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
    private static final int SHOPS = 20_000;
    private static final int VERSIONS = 3;
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

    @Test
    void aReplayMapsTheLastVersionsAloneWhateverHappensMeanwhile() throws Exception {
        Map<TopicPartition, Long> typed = offsets.ends("jst.shops");
        int dead = Topic.read(kafka, "jst.shops.dead").size();
        offsets.beginReplay();
        raw.versions(100, VERSIONS + 1, VERSIONS + 2);

        try (Fork killed = fork();
                Fork other = fork()) {
            Awaitility.await()
                    .atMost(LONGEST)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> !offsets.ends("jst.shops").equals(typed));
            killed.kill();
            awaitMapped(other);
        }

        Map<String, Integer> expected = new TreeMap<>();
        for (int shop = 0; shop < SHOPS; shop++) {
            expected.put(RawLoad.key(shop) + (shop == 1 ? " gone" : " version " + VERSIONS), 1);
        }
        for (int shop = 0; shop < 100; shop++) {
            expected.put(RawLoad.key(shop) + " version " + (VERSIONS + 1), 1);
            expected.put(RawLoad.key(shop) + " version " + (VERSIONS + 2), 1);
        }
        assertEquals(List.of(), differences(expected, versions(typed)));
        assertEquals(dead + 1, Topic.read(kafka, "jst.shops.dead").size());
    }

    private void awaitMapped(Fork transformer) throws Exception {
        offsets.awaitMapped();
        transformer.terminate();
        assertEquals(0, transformer.await(), transformer.output());
    }

    /** Keys and versions of the typed records behind these offsets, and how often each is there. */
    private Map<String, Integer> versions(Map<TopicPartition, Long> since) {
        Map<String, Integer> counts = new TreeMap<>();
        for (ConsumerRecord<String, String> typed : Topic.read(kafka, "jst.shops")) {
            if (typed.offset() >= since.getOrDefault(new TopicPartition(typed.topic(), typed.partition()), 0L)) {
                String version = typed.value() == null
                        ? "gone"
                        : typed.value().replaceFirst(".*\"short_name\":\"(version \\d+)\".*", "$1");
                counts.merge(typed.key() + " " + version, 1, Integer::sum);
            }
        }
        return counts;
    }

    /** The first of them: there may be thousands. */
    private static List<String> differences(Map<String, Integer> expected, Map<String, Integer> found) {
        Set<String> all = new TreeSet<>(expected.keySet());
        all.addAll(found.keySet());
        return all.stream()
                .filter(version -> !Objects.equals(expected.get(version), found.get(version)))
                .map(version -> version + ": " + expected.get(version) + " expected, " + found.get(version) + " found")
                .limit(10)
                .toList();
    }

    private Fork fork() {
        return Fork.start(data, environment, TRANSFORMER);
    }
}
