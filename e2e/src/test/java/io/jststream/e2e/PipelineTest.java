package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.e2e.tool.Fork;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.Table;
import io.jststream.e2e.tool.Topic;
import io.jststream.integration.RecordHeaders;
import io.jststream.integration.Topics;
import io.jststream.local.LocalPipeline;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.producer.sweep.HeldSweeps;
import io.jststream.producer.turn.SweepListener;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import io.jststream.simulator.Journal;
import io.jststream.simulator.Misbehaviour;
import io.jststream.simulator.Simulator;
import io.jststream.simulator.SimulatorConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole pipeline in one JVM, on real parts. All tests share one; each leaves the table equal to the shops. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PipelineTest {
    private static final String SHOPS = "/open/shops/query";
    private static final int PAGES = 4;

    private final Path data = House.newFolder("pipeline");
    private final Map<String, String> where = new ConcurrentHashMap<>();
    private final Simulator simulator = Simulator.start(SimulatorConfig.defaults());
    private final LocalPipeline pipeline = start();
    private final Table table = new Table(pipeline.settings());

    private LocalPipeline start() {
        Settings settings = Settings.from(Map.of(
                "JST_LOCAL_DATA", data.toString(),
                "JST_TOKEN_FILE", data.resolve("tokens.json").toString(),
                "JST_CALL_TIMEOUT", "2500ms",
                "JST_BASE_URL", simulator.baseUrl(),
                "JST_APP_KEY", simulator.appKey(),
                "JST_APP_SECRET", simulator.appSecret()));
        try {
            return LocalPipeline.start(settings, House.catalog(), SweepListener.NONE, where::put);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    void stop() {
        pipeline.close();
        simulator.close();
    }

    @BeforeAll
    void firstSweep() throws Exception {
        sweep();
    }

    @Test
    @Order(1)
    void theSeededShopsArriveInEveryColumn() throws Exception {
        table.awaitEquals(simulator.shops().snapshot());
        assertEquals(317, table.rows().size());
    }

    @Test
    @Order(2)
    void aSweepMakesAsManyCallsAsThereArePagesAndNoneIsRefused() {
        assertEquals(PAGES, simulator.journal().callsTo(SHOPS).size());
        assertEquals(Set.of(0), simulator.journal().countByCode().keySet());
    }

    @Test
    @Order(3)
    void aSecondSweepPublishesNothingButItsLedgerEntry() throws Exception {
        int raw = Topic.read(pipeline.settings().kafka(), "jst.shops.raw").size();
        int sweeps = Topic.read(pipeline.settings().kafka(), Topics.SWEEPS).size();

        sweep();

        assertEquals(
                raw, Topic.read(pipeline.settings().kafka(), "jst.shops.raw").size());
        List<ConsumerRecord<String, String>> ledger =
                Topic.read(pipeline.settings().kafka(), Topics.SWEEPS);
        assertEquals(sweeps + 1, ledger.size());
        assertTrue(
                ledger.get(sweeps).value().contains("\"unchanged\":317"),
                ledger.get(sweeps).value());
    }

    @Test
    @Order(4)
    void changesArrive() throws Exception {
        for (int i = 0; i < 8; i++) {
            simulator.changes().next();
        }

        sweep();

        table.awaitEquals(simulator.shops().snapshot());
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {
                "LIMIT_PER_SECOND",
                "TOKEN_EXPIRED",
                "REFRESH_EXPIRED",
                "TIMESTAMP_REFUSED",
                "INTERNAL_ERROR",
                "SERVER_ERROR",
                "BAD_GATEWAY",
                "SLOW",
                "TRUNCATED",
                "HTML_PAGE",
                "GZIP",
                "DUPLICATED_ROWS",
                "HAS_NEXT_AS_TEXT",
                "EXTRA_KEYS",
                "DATA_NULL",
                "CONNECTION_CLOSED"
            })
    @Order(5)
    void whateverGoesWrongInTheMiddleOfASweepTheTableIsComplete(Misbehaviour kind) throws Exception {
        simulator.changes().next();
        int tombstones = tombstones().size();
        simulator.misbehave(kind, 1, 3);

        sweep();

        assertTrue(simulator.behaves(), "nothing went wrong");
        table.awaitEquals(simulator.shops().snapshot());
        assertEquals(
                kind == Misbehaviour.SHOP_CLOSED ? 1 : 0,
                tombstones().size() - tombstones,
                "a record that is there was deleted, though only for a turn");
    }

    @Test
    @Order(6)
    void theLimitsHoldAsTheServerCountsThem() {
        Journal journal = simulator.journal();

        assertTrue(journal.mostInAny(Duration.ofSeconds(1), SHOPS) <= 5, "5 in any second");
        assertTrue(journal.mostInAny(Duration.ofMinutes(1), SHOPS) <= 100, "100 in any minute");
    }

    @Test
    @Order(7)
    void poisonBecomesDeadLettersWhileTheRestArrives() throws Exception {
        List<ObjectNode> good = simulator.shops().snapshot();
        simulator.shops().put(shop(900_001).putNull("shop_name"));
        simulator.shops().put(shop(900_002).put("shop_name", "店".repeat(256)));
        simulator.shops().put(shop(900_003).put("created", "2023-02-29 00:00:00"));
        simulator.shops().put(shop(900_004).put("co_id", "12 252"));
        simulator.changes().next();

        sweep();

        List<ObjectNode> expected = simulator.shops().snapshot().stream()
                .filter(shop -> shop.path("shop_id").asLong() / 10 != 90_000)
                .toList();
        assertTrue(expected.size() >= good.size());
        table.awaitEquals(expected);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> dead().size() == 4);
        assertEquals(
                Map.of(
                        "{\"shop_id\":900001}", "shop_name required",
                        "{\"shop_id\":900002}", "shop_name length",
                        "{\"shop_id\":900003}", "created datetime",
                        "{\"shop_id\":900004}", "co_id bigint"),
                dead());
        for (long id = 900_001; id <= 900_004; id++) {
            simulator.shops().remove(id);
        }
    }

    @Test
    @Order(8)
    void aRawRecordIsWhatTheApiSentByteForByte() {
        Map<String, Integer> dead = Topic.counts(Topic.read(pipeline.settings().kafka(), "jst.shops.dead"));
        Map<String, Integer> raw = Topic.counts(Topic.read(pipeline.settings().kafka(), "jst.shops.raw"));

        assertEquals(4, dead.size());
        assertTrue(raw.keySet().containsAll(dead.keySet()), "dead letters are raw records, byte for byte");
    }

    /** The test before left four rows less at the source; their removal is due now. */
    @Test
    @Order(9)
    void aClosedShopLeavesTheTableAfterThreeSweepsAndComesBackWhenItReopens() throws Exception {
        sweep();
        sweep();
        sweep();
        List<ObjectNode> all = simulator.shops().snapshot();
        table.awaitEquals(all);
        ObjectNode closed = all.get(100);

        simulator.shops().remove(closed.path("shop_id").asLong());
        sweep();
        sweep();
        assertEquals(all.size(), table.rows().size(), "two sweeps may have missed it");
        assertEquals(List.of(), tombstones("{\"shop_id\":" + closed.path("shop_id") + "}"));
        sweep();
        assertEquals(
                1, tombstones("{\"shop_id\":" + closed.path("shop_id") + "}").size());

        table.awaitEquals(simulator.shops().snapshot());
        simulator.shops().put(closed);
        sweep();
        table.awaitEquals(all);
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {
                "SKIPPED_ROWS",
                "SHOP_CLOSED",
                "REPEATED_PAGE",
                "PAGE_INDEX_STUCK",
                "EMPTY_PAGE",
                "SHORT_PAGE",
                "HAS_NEXT_WRONG"
            })
    @Order(10)
    void aListThatMovesCostsNoRowAndLeavesNone(Misbehaviour kind) throws Exception {
        simulator.changes().next();
        simulator.misbehave(kind, 1, 3);

        sweep();
        sweep();
        sweep();

        assertTrue(simulator.behaves(), "nothing went wrong");
        table.awaitEquals(simulator.shops().snapshot());
    }

    @Test
    @Order(11)
    void tooManyAtOnceAreHeldUntilAnOperatorReleasesThem() throws Exception {
        List<ObjectNode> all = simulator.shops().snapshot();
        all.stream()
                .skip(200)
                .forEach(shop -> simulator.shops().remove(shop.path("shop_id").asLong()));
        sweep();
        sweep();

        OperatorException held = assertThrows(OperatorException.class, this::sweep);

        assertTrue(held.getMessage().contains("known records have vanished"), held.getMessage());
        table.awaitEquals(all);
        keepByCommand();
        HeldSweeps operator = new HeldSweeps(
                House.shops(), KafkaClients.of(pipeline.settings().kafka()));
        String ordered = operator.order(io.jststream.producer.sweep.Order.Kind.RELEASE, Optional.empty());
        assertTrue(ordered.startsWith("shops of account default: " + (all.size() - 200) + " records"), ordered);
        sweep();
        table.awaitEquals(simulator.shops().snapshot());
        assertEquals(200, table.rows().size());
        assertThrows(
                OperatorException.class,
                () -> operator.order(io.jststream.producer.sweep.Order.Kind.RELEASE, Optional.empty()));
        all.forEach(simulator.shops()::put);
        sweep();
        table.awaitEquals(all);
    }

    @Test
    @Order(12)
    void saysHowItIs() throws Exception {
        String url = String.valueOf(where.get("services")).replaceAll(".*(http://[^/]*).*", "$1");

        assertEquals(200, get(url + "/livez").statusCode());
        assertEquals(200, get(url + "/readyz").statusCode());
        String metrics = get(url + "/metrics").body();
        for (String name : List.of(
                "jst_api_calls_total{account=\"default\",api=\"/open/shops/query\",code=\"0\"}",
                "jst_quota_wait_seconds",
                "jst_sweep_duration_seconds",
                "jst_sweep_last_success_timestamp_seconds{account=\"default\",integration=\"shops\"}",
                "jst_records_total{account=\"default\",integration=\"shops\",outcome=\"new\"}",
                "jst_records_total{account=\"default\",integration=\"shops\",outcome=\"gone\"}",
                "jst_sweep_held{account=\"default\",integration=\"shops\"} 0.0",
                "jst_sweep_findings_total{account=\"default\",finding=\"skipped_key\",integration=\"shops\"}",
                "jst_records_total{integration=\"shops\",outcome=\"typed\"}",
                "jst_dead_letters_total{integration=\"shops\",rule=\"required\"} 1.0")) {
            assertTrue(metrics.contains(name), name);
        }
    }

    /** As {@code make release DROP=1}, with the order that this leaves; a later one takes its place. */
    private void keepByCommand() throws InterruptedException {
        Map<String, String> environment =
                Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", pipeline.settings().get(Setting.JST_KAFKA_BOOTSTRAP_SERVERS));
        try (Fork command =
                Fork.start(data, environment, "io.jststream.producer.ReleaseMain", "shops", "default", "--drop")) {
            assertEquals(0, command.await(), command.output());
            assertTrue(command.output().contains(", are kept after the next complete sweep"), command.output());
        }
        List<String> orders = Topic.read(pipeline.settings().kafka(), Topics.CURSORS).stream()
                .filter(found -> found.key().equals("default/shops#order"))
                .map(ConsumerRecord::value)
                .toList();
        assertEquals(1, orders.size(), orders.toString());
        assertTrue(orders.get(0).startsWith("{\"order\":\"drop\",\"sweep\":\""), orders.get(0));
    }

    private void sweep() throws InterruptedException {
        pipeline.producer().once(new Program.Stop());
    }

    private List<ConsumerRecord<String, String>> tombstones(String key) {
        return tombstones().stream().filter(found -> found.key().equals(key)).toList();
    }

    private List<ConsumerRecord<String, String>> tombstones() {
        return Topic.read(pipeline.settings().kafka(), "jst.shops.raw").stream()
                .filter(found -> found.value() == null)
                .toList();
    }

    private Map<String, String> dead() {
        Map<String, String> dead = new TreeMap<>();
        Topic.read(pipeline.settings().kafka(), "jst.shops.dead")
                .forEach(found -> dead.put(
                        found.key(),
                        Topic.header(found, RecordHeaders.DEAD_FIELD) + " "
                                + Topic.header(found, RecordHeaders.DEAD_RULE)));
        return dead;
    }

    private static ObjectNode shop(long id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("shop_id", id)
                .put("shop_name", "坏店")
                .put("co_id", 12252);
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
