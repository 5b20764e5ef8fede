package io.jststream.e2e.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.integration.Integration;
import io.jststream.integration.Source;
import io.jststream.integration.Source.ForEach;
import io.jststream.integration.Source.Read;
import io.jststream.integration.Source.RequestField;
import io.jststream.integration.Topics;
import io.jststream.producer.api.Answer;
import io.jststream.producer.api.ApiConfig;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.api.Quota;
import io.jststream.producer.api.Transport;
import io.jststream.producer.publish.RawTopic;
import io.jststream.producer.sweep.Increment;
import io.jststream.producer.sweep.Outcome;
import io.jststream.producer.sweep.SweepListener;
import io.jststream.producer.sweep.SweepReport;
import io.jststream.service.Settings;
import io.jststream.simulator.Reply;
import io.jststream.simulator.SimulatedApi;
import io.jststream.simulator.SimulatorConfig;
import io.jststream.simulator.table.Table;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A producer that dies before or after every step of a turn that reads changes, one after the other, while the orders change:
 * against the simulator in the same process, and the transaction log in memory.
 */
class IncrementCrashTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ORDERS = "/open/orders/single/query";
    private static final int FEWEST_POINTS = 20;
    private static final Duration LATENCY = Duration.ofMillis(300);
    private static final Duration TURN = Duration.ofMinutes(10);
    private static final Read ROWVERSION = new Read.Rowversion("start_ts", "ts", ForEach.NOTHING);
    private static final Read WINDOW = new Read.Window(
            Duration.ofDays(7), Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofDays(31), ForEach.NOTHING);

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"rowversion", "window"})
    void whereverItDiesEveryChangeArrives(String way) {
        Read read = way.equals("window") ? WINDOW : ROWVERSION;
        int point = 0;
        boolean died = true;
        while (died) {
            point++;
            Merchant merchant = new Merchant(read, way + "-" + point);
            died = merchant.livesThroughACrash(point);
            merchant.everyChangeHasArrived();
            if (read.equals(ROWVERSION)) {
                merchant.noVersionHasArrivedTwice();
            }
        }
        assertTrue(point > FEWEST_POINTS, point + " points");
    }

    /** Thirty orders, and what readers of the topic see of them. */
    private final class Merchant {
        private final VirtualTime time = new VirtualTime();
        private final SimulatedApi simulator = SimulatedApi.open(SimulatorConfig.from(Settings.from(Map.of(
                        "JST_SIMULATOR_CHANGE_EVERY", "0s",
                        "JST_SIMULATOR_ORDERS", "30",
                        "JST_SIMULATOR_SHOPS", "5",
                        "JST_CALLS_PER_SECOND", "1000000",
                        "JST_CALLS_PER_MINUTE", "1000000")))
                .withClock(time));
        private final Table orders = simulator.tables().table("orders");
        private final List<ProducerRecord<byte[], byte[]>> raw = new ArrayList<>();
        private final Integration integration;
        private final InMemoryKafka kafka;
        private final String name;

        private Merchant(Read read, String name) {
            this.name = name;
            this.integration = new Integration(
                    "orders",
                    "orders",
                    new Source(
                            ORDERS,
                            List.of(new RequestField("page_index", "1"), new RequestField("page_size", "10")),
                            "data.orders",
                            List.of("o_id"),
                            read,
                            TURN,
                            new Source.Gone(2, 20)),
                    PagedShops.of(10, TURN).target());
            this.kafka = new InMemoryKafka(
                    List.of(integration.topics().raw(), Topics.CURSORS),
                    Topics.SWEEPS,
                    committed -> committed.stream()
                            .filter(record ->
                                    record.topic().equals(integration.topics().raw()))
                            .forEach(raw::add),
                    1,
                    0);
        }

        /** A turn in peace, one in which the process dies while orders change, and two of its successor. */
        private boolean livesThroughACrash(int point) {
            assertEquals(Outcome.COMPLETE, turn(Fate.none()).outcome());
            List<ObjectNode> all = orders.snapshot();
            for (int changed = 0; changed < 14; changed++) {
                orders.change(all.get(2 * changed).path("o_id").asText());
            }
            orders.changeAfterEachCall(1);
            boolean died = false;
            try {
                turn(Fate.at(point));
            } catch (Fate.Crash e) {
                died = true;
            }
            assertEquals(Outcome.COMPLETE, turn(Fate.none()).outcome(), name);
            orders.changeAfterEachCall(0);
            assertEquals(Outcome.COMPLETE, turn(Fate.none()).outcome(), name);
            return died;
        }

        /** A process of its own, which does one turn and ends, or dies. */
        private SweepReport turn(Fate fate) {
            time.pass(TURN);
            SweepListener listener = new SweepListener() {
                @Override
                public void pageRead(String of, int page, int records) {
                    fate.point("after a page");
                }
            };
            try (JushuitanApi api = api();
                    RawTopic topic = new RawTopic(integration, "default", kafka.forWhoseFateIs(fate))) {
                return new Increment(integration, "default", api, topic, listener, time).read();
            }
        }

        private JushuitanApi api() {
            ApiConfig config = ApiConfig.from(Settings.from(Map.of(
                    "JST_APP_KEY", simulator.appKey(),
                    "JST_APP_SECRET", simulator.appSecret(),
                    "JST_TOKEN_FILE", folder.resolve(name + ".json").toString())));
            Quota quota = new Quota(1_000_000, 1_000_000, time, time);
            return JushuitanApi.create(
                    config, transport(), quota, time, time, new Random(1), new SimpleMeterRegistry());
        }

        private Transport transport() {
            return new Transport() {
                @Override
                public Answer post(String path, Map<String, String> parameters) {
                    time.pass(LATENCY);
                    Reply reply = simulator.answer(path, parameters);
                    return new Answer(reply.status(), reply.body(), time.instant());
                }

                @Override
                public String reason(IOException e) {
                    return String.valueOf(e.getMessage());
                }

                @Override
                public void close() {}
            };
        }

        private void everyChangeHasArrived() {
            Map<String, JsonNode> rows = new HashMap<>();
            raw.forEach(record -> rows.put(json(record.key()).path("o_id").asText(), json(record.value())));
            Map<String, JsonNode> expected = new HashMap<>();
            orders.snapshot()
                    .forEach(order -> expected.put(
                            order.path("o_id").asText(), json(order.toString().getBytes(UTF_8))));
            assertEquals(expected.keySet(), rows.keySet(), name);
            expected.forEach((id, order) -> assertEquals(order, rows.get(id), name));
        }

        private void noVersionHasArrivedTwice() {
            long versions =
                    raw.stream().map(record -> json(record.value())).distinct().count();
            assertEquals(versions, raw.size(), name);
        }
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
