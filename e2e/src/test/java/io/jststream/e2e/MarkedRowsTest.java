package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.Topic;
import io.jststream.integration.Integration;
import io.jststream.integration.RecordHeaders;
import io.jststream.integration.catalog.Catalog;
import io.jststream.local.ArrivedRecords;
import io.jststream.local.ExpectedShops;
import io.jststream.local.LocalPipeline;
import io.jststream.local.TableRows;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.producer.turn.SweepListener;
import io.jststream.producer.turn.SweepReport;
import io.jststream.service.Program;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import io.jststream.simulator.Simulator;
import io.jststream.simulator.SimulatorConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A closed shop whose row stays, from the API to the table: {@code gone: mark}. */
class MarkedRowsTest {
    private static final DateTimeFormatter BEIJING =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.ofHours(8));

    private final Path data = House.newFolder("marked");
    private final AtomicReference<@Nullable SweepReport> last = new AtomicReference<>();

    @Test
    void aClosedShopKeepsItsRowWithTheTimeOfTheSweepAndLosesTheMarkWhenItReopens() throws Exception {
        Integration shops = markingShops();
        try (Simulator simulator = Simulator.start(SimulatorConfig.defaults());
                LocalPipeline pipeline = start(simulator, shops)) {
            List<ObjectNode> all = simulator.shops().snapshot();
            Map<String, Map<String, @Nullable String>> expected = withGoneAt(ExpectedShops.rows(all));
            sweep(pipeline);
            awaitTable(expected, pipeline, shops);
            ObjectNode closed = all.get(100);
            String id = closed.path("shop_id").asText();

            simulator.shops().remove(closed.path("shop_id").asLong());
            sweep(pipeline);
            sweep(pipeline);
            SweepReport settling = sweep(pipeline);

            assertEquals(1, settling.departed().gone());
            Map<String, @Nullable String> row = Objects.requireNonNull(expected.get(id));
            row.put("gone_at", BEIJING.format(settling.started()));
            awaitTable(expected, pipeline, shops);
            List<ConsumerRecord<String, String>> versions = versions(pipeline, id);
            assertEquals(2, versions.size());
            assertEquals(versions.get(0).value(), versions.get(1).value(), "byte for byte");
            assertEquals(
                    Long.toString(settling.started().toEpochMilli()),
                    Topic.header(versions.get(1), RecordHeaders.GONE_AT));
            assertWhatMustBeThereIs(expected, pipeline, shops);

            simulator.shops().put(closed);
            sweep(pipeline);

            row.put("gone_at", null);
            awaitTable(expected, pipeline, shops);
            assertNull(versions(pipeline, id).get(2).headers().lastHeader(RecordHeaders.GONE_AT));
        }
    }

    /** Its connector is there already when the run goes on, and a mark is sent once. */
    @Test
    void aMarkThatWaitsForTheRunThatTheCatalogWasChangedForIsNotLost() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorConfig.defaults())) {
            List<ObjectNode> all = simulator.shops().snapshot();
            ObjectNode closed = all.get(100);
            String id = closed.path("shop_id").asText();
            try (LocalPipeline pipeline = start(simulator, House.shops())) {
                sweep(pipeline);
                awaitTable(ExpectedShops.rows(all), pipeline, House.shops());
            }
            Instant gone = Instant.ofEpochMilli(1_790_000_000_000L);
            try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"), 0)) {
                mark(closed, gone, Map.of("bootstrap.servers", broker.bootstrapServers()));
            }

            Integration shops = markingShops();
            MappedBeforeTheSink mapped = new MappedBeforeTheSink();
            try (LocalPipeline pipeline = start(simulator, shops, mapped)) {
                assertEquals(all.size(), mapped.records.get(), "no more than in the run before");
                Map<String, Map<String, @Nullable String>> expected = withGoneAt(ExpectedShops.rows(all));
                Objects.requireNonNull(expected.get(id)).put("gone_at", BEIJING.format(gone));
                awaitTable(expected, pipeline, shops);
            }
        }
    }

    /** How many typed records there were when the connectors were made for the catalog. */
    private static final class MappedBeforeTheSink implements LocalPipeline.Progress {
        private final AtomicInteger records = new AtomicInteger();
        private volatile String broker = "";

        @Override
        public void ready(String part, String where) {
            if (part.equals("broker")) {
                broker = where;
            } else if (part.equals("sink")) {
                Properties kafka = new Properties();
                kafka.setProperty("bootstrap.servers", broker);
                records.set(Topic.read(kafka, "jst.shops").size());
            }
        }
    }

    private static void mark(ObjectNode shop, Instant gone, Map<String, Object> kafka) throws Exception {
        ProducerRecord<String, String> mark = new ProducerRecord<>(
                "jst.shops.raw", "{\"shop_id\":" + shop.path("shop_id").asText() + "}", shop.toString());
        mark.headers()
                .add(RecordHeaders.GONE_AT, Long.toString(gone.toEpochMilli()).getBytes(StandardCharsets.UTF_8));
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
            producer.send(mark).get();
        }
    }

    /** What {@code make run ONCE=1} compares the table with. */
    private static void assertWhatMustBeThereIs(
            Map<String, Map<String, @Nullable String>> expected, LocalPipeline pipeline, Integration shops) {
        try (ArrivedRecords arrived =
                ArrivedRecords.follow(shops, pipeline.settings().kafka())) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertEquals(expected, arrived.rows()));
        }
    }

    private Integration markingShops() throws Exception {
        Path folder = Files.createDirectories(data.resolve("catalog"));
        String catalog = House.read(House.ROOT.resolve("catalog/shops.yaml"));
        assertTrue(catalog.contains("gone: {"), catalog);
        Files.writeString(folder.resolve("shops.yaml"), catalog.replace("gone: {", "gone: {do: mark, "));
        return Catalog.load(folder).get(0);
    }

    private LocalPipeline start(Simulator simulator, Integration shops) throws Exception {
        return start(simulator, shops, (part, where) -> {});
    }

    private LocalPipeline start(Simulator simulator, Integration shops, LocalPipeline.Progress progress)
            throws Exception {
        Settings settings = Settings.from(Map.of(
                "JST_LOCAL_DATA", data.toString(),
                "JST_TOKEN_FILE", data.resolve("tokens.json").toString(),
                "JST_BASE_URL", simulator.baseUrl(),
                "JST_APP_KEY", simulator.appKey(),
                "JST_APP_SECRET", simulator.appSecret()));
        SweepListener remembering = new SweepListener() {
            @Override
            public void ended(SweepReport report) {
                last.set(report);
            }
        };
        return LocalPipeline.start(settings, List.of(shops), remembering, progress);
    }

    private SweepReport sweep(LocalPipeline pipeline) throws InterruptedException {
        pipeline.producer().once(new Program.Stop());
        return Objects.requireNonNull(last.get());
    }

    private static Map<String, Map<String, @Nullable String>> withGoneAt(
            Map<String, Map<String, @Nullable String>> rows) {
        Map<String, Map<String, @Nullable String>> all = new HashMap<>();
        rows.forEach((key, columns) -> {
            Map<String, @Nullable String> row = new LinkedHashMap<>(columns);
            row.put("gone_at", null);
            all.put(key, row);
        });
        return all;
    }

    private static void awaitTable(
            Map<String, Map<String, @Nullable String>> expected, LocalPipeline pipeline, Integration shops) {
        TableRows table = new TableRows(
                pipeline.settings().get(Setting.JST_MYSQL_URL),
                pipeline.settings().get(Setting.JST_MYSQL_USER),
                pipeline.settings().secret(Setting.JST_MYSQL_PASSWORD));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertEquals(expected, table.read(shops.target())));
    }

    private static List<ConsumerRecord<String, String>> versions(LocalPipeline pipeline, String id) {
        return Topic.read(pipeline.settings().kafka(), "jst.shops.raw").stream()
                .filter(record -> record.key().equals("{\"shop_id\":" + id + "}"))
                .toList();
    }
}
