package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.connect.replay.ReplayRequest;
import io.jststream.e2e.tool.ByHand;
import io.jststream.e2e.tool.Fork;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.MappedOffsets;
import io.jststream.e2e.tool.RawLoad;
import io.jststream.e2e.tool.Topic;
import io.jststream.integration.Groups;
import io.jststream.integration.Integration;
import io.jststream.integration.Topics;
import io.jststream.integration.catalog.Catalog;
import io.jststream.local.LocalPlatform;
import io.jststream.local.TableRows;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import io.jststream.transformer.TransformerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The process that asks for a replay and prints how far it is, with the transformer stopped and started as replay.sh does it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayRunTest {
    private static final String PROGRAM = "io.jststream.connect.replay.ReplayMain";
    private static final int SHOPS = 500;
    private static final int VERSIONS = 2;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Path data = House.newFolder("replay-run");
    private final Integration shops = House.shops();
    private final LocalPlatform platform = start();
    private final Properties kafka = platform.brokerSettings().kafka();
    private Map<String, String> environment = Map.of();

    private @Nullable TableRows table;

    private LocalPlatform start() {
        try {
            return LocalPlatform.start(
                    Settings.from(Map.of("JST_LOCAL_DATA", data.toString(), "JST_TOPIC_PARTITIONS", "2")),
                    List.of(shops),
                    (part, where) -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    void writeARowOfEachShop() throws Exception {
        try (RawLoad raw = new RawLoad(kafka);
                TransformerService transformer = transformer(shops)) {
            raw.versions(SHOPS, 1, VERSIONS).abort(10);
            transformer.start();
            Settings settings = platform.awaitSettings();
            environment = LocalPlatform.variables(settings);
            table = new TableRows(
                    settings.get(Setting.JST_MYSQL_URL),
                    settings.get(Setting.JST_MYSQL_USER),
                    settings.secret(Setting.JST_MYSQL_PASSWORD));
            Awaitility.await().atMost(LONGEST).until(() -> rowsWith("version " + VERSIONS) == SHOPS);
        }
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void itSaysWhenToStopAndToStartAndEndsWhenTheSinksHaveWrittenEverything() throws Exception {
        Integration changed = Catalog.parse(
                "shops",
                House.read(House.ROOT.resolve("catalog/shops.yaml"))
                        .replace("value: \"{short_name}\"", "value: \"mapped again\""));
        int typed = Topic.read(kafka, "jst.shops").size();
        TransformerService running = transformer(shops);
        running.start();
        Awaitility.await().atMost(LONGEST).until(() -> running.notReady().isEmpty());
        try (Fork replay = Fork.start(data, environment, PROGRAM)) {
            try (running) {
                await(replay, "@stop jst-transformer.replay");
                replay.say("stopped");
                Awaitility.await()
                        .during(Duration.ofSeconds(2))
                        .until(() -> !replay.output().contains("@start"));
            }
            await(replay, "@start");
            assertEquals(
                    List.of("shops"),
                    Topic.read(kafka, Topics.CATALOG).stream()
                            .map(ConsumerRecord::key)
                            .toList(),
                    "noted, or a transformer would go by an older file");
            try (TransformerService again = transformer(changed)) {
                again.start();
                assertEquals(0, replay.await(), replay.output());
                assertEquals(SHOPS, rowsWith("mapped again"), replay.output());
            }
            List<String> lines = lines(replay);
            assertTrue(lines.get(2).matches("mapping \\d{4} records again, .*"), replay.output());
            assertTrue(lines.get(4).matches("  \\d{4} records to go after \\d+ s"), replay.output());
        }

        assertEquals(typed + SHOPS, Topic.read(kafka, "jst.shops").size(), "the last version of each, once more");
        assertFalse(groups().contains(Groups.replayOf(Groups.TRANSFORMER)), "what it was asked for with is gone");
    }

    @Test
    void whereNobodyIsLeftToStopTheTransformerNothingIsAskedFor() throws Exception {
        try (Fork replay = Fork.start(data, environment, PROGRAM)) {
            await(replay, "@stop jst-transformer.replay");
            replay.say("");

            assertEquals(1, replay.await(), replay.output());
            assertEquals(List.of("@stop jst-transformer.replay"), lines(replay));
        }
    }

    @Test
    void anIntegrationWithoutATopicIsNamedBeforeAnythingIsStopped() throws Exception {
        Path catalog = Files.createDirectories(data.resolve("catalog"));
        Files.writeString(
                catalog.resolve("stores.yaml"),
                House.read(House.ROOT.resolve("catalog/shops.yaml"))
                        .replace("name: shops", "name: stores")
                        .replace("table: shops", "table: stores"));
        Map<String, String> other = new HashMap<>(environment);
        other.put("JST_CATALOG", catalog.toString());

        try (Fork replay = Fork.start(data, other, PROGRAM)) {
            assertEquals(3, replay.await(), replay.output());
            assertTrue(
                    replay.output().contains("error: there is no topic jst.stores.raw; make up makes"),
                    replay.output());
        }
    }

    /** What it has beyond them would be left out of every row, and the replay would end as if all were well. */
    @Test
    void aCatalogThatTablesOrConnectorsDoNotHaveYetIsRefusedBeforeAnythingIsStopped() throws Exception {
        String shop = House.read(House.ROOT.resolve("catalog/shops.yaml"));
        Path more = catalog("more", shop + "    - {field: of_this_test, value: \"{nick}\", type: varchar(300)}\n");
        Path wider = catalog("wider", shop.replaceFirst("(field: nick,.*type: )varchar\\(\\d+\\)", "$1varchar(300)"));
        String ofTheConnector = "connector jst.shops.sink writes other columns";

        assertRefused(more, "table shops, column of_this_test: nothing → varchar(300); " + ofTheConnector);
        assertRefused(wider, "table shops, column nick: varchar(255) → varchar(300)");
        ByHand.sql("ALTER TABLE shops ADD of_this_test varchar(300) NULL", platform.awaitSettings());
        try {
            assertRefused(more, ofTheConnector);
        } finally {
            ByHand.sql("ALTER TABLE shops DROP COLUMN of_this_test", platform.awaitSettings());
        }
    }

    private void assertRefused(Path catalog, String missing) throws Exception {
        Map<String, String> other = new HashMap<>(environment);
        other.put("JST_CATALOG", catalog.toString());
        try (Fork replay = Fork.start(data, other, PROGRAM)) {
            assertEquals(2, replay.await(), replay.output());
            assertTrue(
                    replay.output().contains("without it (" + missing + "); nothing was stopped: DOCKER=1 ./jst apply"),
                    replay.output());
            assertFalse(replay.output().contains("@stop"), replay.output());
        }
    }

    private Path catalog(String name, String shops) throws IOException {
        Path folder = Files.createDirectories(data.resolve(name));
        Files.writeString(folder.resolve("shops.yaml"), shops);
        return folder;
    }

    @Test
    void whatCameBeforeTheTimeIsNotMapped() throws Exception {
        try (RawLoad raw = new RawLoad(kafka);
                MappedOffsets offsets = new MappedOffsets(kafka, "jst.shops.raw");
                Admin admin = Admin.create(kafka);
                ReplayRequest replay = ReplayRequest.of(List.of(shops), "another", kafka)) {
            admin.alterConsumerGroupOffsets("another", ends(offsets)).all().get();
            replay.ask(Optional.of(Instant.now()));
            assertEquals(0, replay.left());

            Instant between = Instant.now();
            raw.versions(10, VERSIONS, VERSIONS);
            admin.alterConsumerGroupOffsets("another", ends(offsets)).all().get();
            replay.ask(Optional.of(between));
            assertTrue(replay.left() >= 10 && replay.left() < SHOPS, "" + replay.left());

            replay.ask(Optional.of(Instant.ofEpochMilli(-1)));
            assertTrue(replay.left() >= SHOPS * VERSIONS, "" + replay.left());
        }
    }

    @Test
    void aTimeThatIsNoneIsRefusedBeforeAnythingIsStopped() throws Exception {
        try (Fork replay = Fork.start(data, environment, PROGRAM, "yesterday")) {
            assertEquals(2, replay.await());

            assertTrue(replay.output().startsWith("error: FROM=yesterday is no time"), replay.output());
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> ends(MappedOffsets offsets) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        offsets.ends("jst.shops.raw").forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end)));
        return ends;
    }

    /** What it says by itself; a library may say something too. */
    private static List<String> lines(Fork replay) {
        return replay.output()
                .lines()
                .filter(line -> line.matches("(@|mapping|from here|  ).*"))
                .toList();
    }

    private long rowsWith(String shortName) {
        return Objects.requireNonNull(table).read(shops.target()).values().stream()
                .filter(row -> shortName.equals(row.get("short_name")))
                .count();
    }

    private static void await(Fork replay, String line) {
        Awaitility.await().atMost(LONGEST).until(() -> replay.output().lines().anyMatch(line::equals));
    }

    private List<String> groups() throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            return admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .toList();
        }
    }

    private TransformerService transformer(Integration mapping) {
        return TransformerService.create(platform.brokerSettings(), List.of(mapping), new SimpleMeterRegistry());
    }
}
