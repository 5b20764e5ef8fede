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
import io.jststream.integration.Source.ForEach;
import io.jststream.integration.Source.Read;
import io.jststream.integration.Source.RequestField;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.producer.api.Answer;
import io.jststream.producer.api.ApiConfig;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.api.Quota;
import io.jststream.producer.api.Transport;
import io.jststream.producer.increment.Increment;
import io.jststream.producer.publish.AccountSource;
import io.jststream.producer.publish.ApiSource;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.producer.publish.RawTopic;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepReport;
import io.jststream.service.Settings;
import io.jststream.simulator.Reply;
import io.jststream.simulator.SimulatedApi;
import io.jststream.simulator.SimulatorConfig;
import io.jststream.simulator.table.Table;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A producer that dies before or after every step of a turn that reads changes, one after the other, on a real broker, while the
 * orders change. Each death has a merchant of its own, whose API is called in the same process.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IncrementCrashTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ApiSource API = ApiSource.of("http://localhost/", "app-key");
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int FEWEST_POINTS = 20;
    private static final Duration LATENCY = Duration.ofMillis(300);
    private static final Duration TURN = Duration.ofMinutes(10);
    private static final Read ROWVERSION = new Read.Rowversion("start_ts", "ts", ForEach.NOTHING);
    private static final Read WINDOW = new Read.Window(
            Duration.ofDays(7), Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofDays(31), ForEach.NOTHING);

    private final Path data = House.newFolder("increment-crash");
    private final EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"), 0);
    private final Settings settings = Settings.from(
            Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(), "JST_TOPIC_REPLICATION", "1"));
    private final KafkaClients kafka = KafkaClients.of(settings.kafka());

    @AfterAll
    void stop() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rowversion", "window"})
    void whereverItDiesEveryChangeArrives(String way) throws InterruptedException {
        Integration orders = orders(way.equals("window") ? WINDOW : ROWVERSION);
        new Setup(settings, List.of(orders)).topics();
        int point = 0;
        boolean died = true;
        while (died) {
            point++;
            Merchant merchant = new Merchant(orders, way + "-" + point);
            died = merchant.livesThroughACrash(point);
            List<JsonNode> arrived = merchant.arrived();
            merchant.everyChangeIsAmong(arrived);
            if (way.equals("rowversion")) {
                assertEquals(arrived.stream().distinct().count(), arrived.size(), way + "-" + point);
            }
        }
        assertTrue(point > FEWEST_POINTS, point + " points");
    }

    private static Integration orders(Read read) {
        Source source = new Source(
                "/open/orders/single/query",
                List.of(new RequestField("page_index", "1"), new RequestField("page_size", "10")),
                "data.orders",
                List.of("o_id"),
                read,
                TURN,
                new Source.Gone(2, 20));
        return new Integration("orders", "orders", source, House.shops().target());
    }

    /** Thirty orders, the producer that reads them, and a clock that goes on with each call. */
    private final class Merchant {
        private final Integration integration;
        private final String account;
        private final SimulatedApi simulator;
        private final Table orders;
        private Instant now = Instant.parse("2026-11-01T04:30:00.250Z");

        private Merchant(Integration integration, String account) {
            this.integration = integration;
            this.account = account;
            this.simulator = SimulatedApi.open(SimulatorConfig.from(Settings.from(Map.of(
                            "JST_SIMULATOR_CHANGE_EVERY", "0s",
                            "JST_SIMULATOR_ORDERS", "30",
                            "JST_SIMULATOR_SHOPS", "5",
                            "JST_CALLS_PER_SECOND", "1000000",
                            "JST_CALLS_PER_MINUTE", "1000000")))
                    .withClock(() -> now));
            this.orders = simulator.tables().table("orders");
        }

        /** A turn in peace, one in which the process dies while orders change, and two of its successors. */
        private boolean livesThroughACrash(int point) {
            assertEquals(Outcome.COMPLETE, turn(NEVER).outcome());
            List<ObjectNode> all = orders.snapshot();
            for (int changed = 0; changed < 14; changed++) {
                orders.change(all.get(2 * changed).path("o_id").asText());
            }
            orders.changeAfterEachCall(1);
            boolean died = false;
            try {
                turn(point);
            } catch (CrashPoints.Crash e) {
                died = true;
            }
            assertEquals(Outcome.COMPLETE, turn(NEVER).outcome(), account);
            orders.changeAfterEachCall(0);
            assertEquals(Outcome.COMPLETE, turn(NEVER).outcome(), account);
            return died;
        }

        /** A process of its own, which does one turn and ends, or dies. */
        private SweepReport turn(int dies) {
            now = now.plus(TURN);
            try (JushuitanApi api = api();
                    CrashPoints points = new CrashPoints(kafka, dies)) {
                RawTopic topic = new RawTopic(integration, AccountSource.alone(account, API), points);
                return new Increment(integration, account, api, topic, points, () -> now).read();
            }
        }

        private JushuitanApi api() {
            ApiConfig config = ApiConfig.from(Settings.from(Map.of(
                    "JST_APP_KEY", simulator.appKey(),
                    "JST_APP_SECRET", simulator.appSecret(),
                    "JST_TOKEN_FILE", data.resolve(account + ".json").toString())));
            Quota quota = new Quota(1_000_000, 1_000_000, () -> now, duration -> now = now.plus(duration));
            return JushuitanApi.create(
                    config,
                    new InProcess(),
                    quota,
                    () -> now,
                    duration -> now = now.plus(duration),
                    new Random(1),
                    new SimpleMeterRegistry());
        }

        /** The way to the API without a socket. */
        private final class InProcess implements Transport {
            @Override
            public Answer post(String path, Map<String, String> parameters) {
                now = now.plus(LATENCY);
                Reply reply = simulator.answer(path, parameters);
                return new Answer(reply.status(), reply.body(), now);
            }

            @Override
            public String reason(IOException e) {
                return String.valueOf(e.getMessage());
            }

            @Override
            public void close() {}
        }

        /** What readers of committed records see of this merchant's orders. */
        private List<JsonNode> arrived() {
            return Topic.read(settings.kafka(), integration.topics().raw()).stream()
                    .filter(found -> Topic.header(found, RecordHeaders.ACCOUNT).equals(account))
                    .map(found -> json(found.value()))
                    .toList();
        }

        private void everyChangeIsAmong(List<JsonNode> arrived) {
            Map<String, JsonNode> rows = new HashMap<>();
            arrived.forEach(order -> rows.put(order.path("o_id").asText(), order));
            Map<String, JsonNode> expected = new HashMap<>();
            orders.snapshot().forEach(order -> expected.put(order.path("o_id").asText(), json(order.toString())));
            assertEquals(expected.keySet(), rows.keySet(), account);
            expected.forEach((id, order) -> assertEquals(order, rows.get(id), account));
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
