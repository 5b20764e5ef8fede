package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.connect.Setup;
import io.jststream.e2e.tool.CrashPoints;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.Topic;
import io.jststream.integration.Integration;
import io.jststream.integration.RecordHeaders;
import io.jststream.integration.Source;
import io.jststream.integration.Topics;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.producer.api.ApiConfig;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.api.Quota;
import io.jststream.producer.api.SteadyClock;
import io.jststream.producer.publish.AccountSource;
import io.jststream.producer.publish.ApiSource;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.producer.publish.RawTopic;
import io.jststream.producer.sweep.Sweep;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepReport;
import io.jststream.service.Settings;
import io.jststream.simulator.Simulator;
import io.jststream.simulator.SimulatorConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A producer that dies before or after every step of its loop, one after the other, on a real broker: in the sweep that
 * publishes changes on every page and deletes one shop. Each death has a merchant of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashPointsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ApiSource API = ApiSource.of("http://localhost/", "app-key");
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int FEWEST_POINTS = 40;

    private final Path data = House.newFolder("crash");
    private final Integration shops = pagesOf(5);
    private final EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"), 0);
    private final Settings settings = Settings.from(
            Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(), "JST_TOPIC_REPLICATION", "1"));
    private final KafkaClients kafka = KafkaClients.of(settings.kafka());

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    void whereverItDiesEveryRecordIsThereOnceAndNothingIsGoneThatIsThere() throws Exception {
        new Setup(settings, List.of(shops)).topics();
        int resumed = 0;
        int point = 0;
        boolean died = true;
        while (died) {
            point++;
            try (Merchant merchant = new Merchant("merchant-" + point, point)) {
                resumed += merchant.livesThroughACrash() ? 1 : 0;
                died = merchant.died();
            }
        }
        assertTrue(point > FEWEST_POINTS, point + " points");
        assertTrue(resumed > 0, "some go on in the middle of the sweep");
        assertTrue(resumed < point, "and some begin it again");
    }

    private static Integration pagesOf(int size) {
        Integration shops = House.shops();
        return shops.withSource(
                shops.source().withPageSize(size).withGone(new Source.Gone(2, 20, Optional.of("shop_ids"))));
    }

    /** One account, its shops, and the producer that reads them. */
    private final class Merchant implements AutoCloseable {
        private final String account;
        private final int fatal;
        private final Simulator simulator = Simulator.start(SimulatorConfig.from(Settings.from(Map.of(
                "JST_SIMULATOR_CHANGE_EVERY", "0s",
                "JST_SIMULATOR_SHOPS", "15",
                "JST_CALLS_PER_SECOND", "1000",
                "JST_CALLS_PER_MINUTE", "10000"))));
        private final JushuitanApi api;
        private String crash = "";

        private Merchant(String account, int fatal) {
            this.account = account;
            this.fatal = fatal;
            this.api = JushuitanApi.create(
                    ApiConfig.from(Settings.from(Map.of(
                            "JST_ACCOUNT", account,
                            "JST_APP_KEY", simulator.appKey(),
                            "JST_APP_SECRET", simulator.appSecret(),
                            "JST_BASE_URL", simulator.baseUrl(),
                            "JST_TOKEN_FILE", data.resolve(account + ".json").toString()))),
                    new Quota(1000, 10_000, SteadyClock.system(), duration -> {}),
                    InstantSource.system(),
                    duration -> {},
                    new Random(1),
                    new SimpleMeterRegistry());
        }

        private boolean died() {
            return !crash.isEmpty();
        }

        /** Whether the sweep in which it died was gone on with. */
        private boolean livesThroughACrash() {
            changeSomeShops("first");
            assertEquals(Outcome.COMPLETE, sweep(NEVER).outcome());
            String gone = keyOf(simulator.shops().snapshot().get(7));
            simulator
                    .shops()
                    .remove(simulator.shops().snapshot().get(7).path("shop_id").asLong());
            assertEquals(1, sweep(NEVER).departed().absent());
            changeSomeShops("second");

            try {
                sweep(fatal);
            } catch (CrashPoints.Crash e) {
                crash = String.valueOf(e.getMessage());
            }
            SweepReport next = sweep(NEVER);
            SweepReport last = sweep(NEVER);

            assertEquals(Outcome.COMPLETE, next.outcome(), crash);
            assertEquals(Outcome.COMPLETE, last.outcome(), crash);
            assertEquals(0, last.records().added() + last.records().changed(), crash);
            everyRecordIsThereOnce(gone);
            theLedgerSaysWhatHappened();
            return next.resumed();
        }

        /** A process of its own, which does one sweep and ends, or dies. */
        private SweepReport sweep(int dies) {
            try (CrashPoints points = new CrashPoints(kafka, dies)) {
                RawTopic topic = new RawTopic(shops, AccountSource.alone(account, API), points);
                return new Sweep(shops, account, api, topic, points, InstantSource.system()).read();
            }
        }

        /** Two on every page. */
        private void changeSomeShops(String round) {
            List<ObjectNode> all = simulator.shops().snapshot();
            for (int i = 0; i < all.size(); i += 3) {
                simulator.shops().put(all.get(i).put("short_name", round));
            }
        }

        private void everyRecordIsThereOnce(String gone) {
            List<ConsumerRecord<String, String>> raw = Topic.read(
                            settings.kafka(), shops.topics().raw())
                    .stream()
                    .filter(found -> Topic.header(found, RecordHeaders.ACCOUNT).equals(account))
                    .toList();
            Map<String, Integer> second = new HashMap<>();
            Map<String, JsonNode> known = new HashMap<>();
            List<String> tombstones = new ArrayList<>();
            for (ConsumerRecord<String, String> found : raw) {
                if (found.value() == null) {
                    tombstones.add(found.key());
                    known.remove(found.key());
                } else {
                    known.put(found.key(), json(found.value()));
                    if (found.value().contains("\"second\"")) {
                        second.merge(found.key(), 1, Integer::sum);
                    }
                }
            }
            Map<String, JsonNode> expected = new HashMap<>();
            Map<String, Integer> once = new HashMap<>();
            simulator.shops().snapshot().forEach(shop -> {
                expected.put(keyOf(shop), json(shop.toString()));
                if (shop.path("short_name").asText().equals("second")) {
                    once.put(keyOf(shop), 1);
                }
            });
            assertEquals(once, second, crash);
            assertEquals(expected, known, crash);
            assertEquals(List.of(gone), tombstones, crash);
        }

        private void theLedgerSaysWhatHappened() {
            Map<String, JsonNode> lastEntries = new HashMap<>();
            Topic.read(settings.kafka(), Topics.SWEEPS).stream()
                    .filter(entry -> entry.key().equals(account + "/shops"))
                    .map(entry -> json(entry.value()))
                    .forEach(entry -> lastEntries.put(entry.path("sweep").asText(), entry));
            assertEquals(
                    1,
                    lastEntries.values().stream()
                            .mapToInt(entry -> entry.path("gone").asInt())
                            .sum(),
                    crash);
            lastEntries.values().forEach(entry -> {
                assertEquals("complete", entry.path("outcome").asText(), crash);
                assertEquals(3, entry.path("pages").asInt(), crash);
                int seen = entry.path("seen").asInt();
                assertTrue(seen == 14 || seen == 15, crash + ": " + seen);
                assertEquals(seen, entry.path("distinct").asInt(), crash);
            });
        }

        @Override
        public void close() {
            api.close();
            simulator.close();
        }
    }

    private static String keyOf(JsonNode shop) {
        return "{\"shop_id\":" + shop.path("shop_id") + "}";
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
