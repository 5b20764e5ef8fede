package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.Published;
import io.jststream.integration.Integration;
import io.jststream.integration.Source;
import io.jststream.integration.Source.ForEach;
import io.jststream.integration.Source.Read;
import io.jststream.integration.Source.RequestField;
import io.jststream.producer.api.ApiConfig;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.api.Quota;
import io.jststream.producer.increment.Increment;
import io.jststream.producer.publish.AccountSource;
import io.jststream.producer.publish.ApiSource;
import io.jststream.producer.publish.RawTopic;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepListener;
import io.jststream.producer.turn.SweepReport;
import io.jststream.producer.turn.Turn;
import io.jststream.service.Settings;
import io.jststream.simulator.Journal;
import io.jststream.simulator.Misbehaviour;
import io.jststream.simulator.Simulator;
import io.jststream.simulator.SimulatorConfig;
import io.jststream.simulator.table.Table;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders that change while they are read, by a clock that goes on with each page: the producer against the simulator. */
class IncrementalTest {
    private static final ApiSource API = ApiSource.of("http://localhost/", "app-key");
    private static final String ORDERS = "/open/orders/single/query";
    /** As many as make the test quick; 200,000 with {@code -Dorders=200000}. */
    private static final int MANY = Integer.getInteger("orders", 4_000);

    private static final Read ROWVERSION = new Read.Rowversion("start_ts", "ts", ForEach.NOTHING);

    private static final Read WINDOW = window(ForEach.NOTHING);

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-01T04:30:00.250Z");
    private final InstantSource clock = () -> now;
    private Simulator simulator = simulator(2000);
    private Published published = new Published("jst.orders.raw");

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void ordersThatChangeWhileTheyAreReadByRowversionArrive() {
        manyOrdersArrive(ROWVERSION);

        long pages = (published.records() + 99L) / 100;
        int calls = simulator.journal().callsTo(ORDERS).size();
        assertTrue(published.records() > MANY, published.records() + " records");
        assertTrue(calls <= 1.05 * pages, calls + " calls for " + pages + " pages of changes");
    }

    @Test
    void ordersThatChangeWhileTheyAreReadByWindowArrive() {
        manyOrdersArrive(WINDOW);
    }

    private void manyOrdersArrive(Read read) {
        simulator.close();
        simulator = simulator(MANY);
        Table orders = simulator.tables().table("orders");
        orders.changeAfterEachCall(20);
        Increment increment = increment("orders", read);

        assertEquals(Outcome.COMPLETE, increment.read().outcome());
        orders.changeAfterEachCall(0);
        now = now.plus(Duration.ofMinutes(2));
        assertEquals(Outcome.COMPLETE, increment.read().outcome());

        assertTrue(orders.size() > MANY, orders.size() + " orders");
        assertSame(orders, "o_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rowversion", "window"})
    void anIdleTurnIsOneCallAndPublishesNothing(String way) {
        Increment increment = increment("orders", way.equals("window") ? WINDOW : ROWVERSION);
        increment.read();
        turn(increment);
        int records = published.records();

        SweepReport idle = turn(increment);

        assertEquals(records, published.records());
        assertEquals(1, idle.calls());
        assertEquals(0, idle.records().added() + idle.records().changed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rowversion", "window"})
    void whateverFailsTheNextTurnGoesOnFromThere(String way) {
        Read read = way.equals("window") ? WINDOW : ROWVERSION;
        Table orders = simulator.tables().table("orders");
        Random random = new Random(7);
        Set<Outcome> outcomes = new HashSet<>();
        published.fail(commit -> random.nextInt(12) == 0);
        Increment increment = increment("orders", read);
        for (int i = 0; i < 40; i++) {
            orders.changeAny();
            outcomes.add(turn(increment).outcome());
            // Another process, which knows what stands in Kafka and nothing else.
            increment = random.nextInt(4) == 0 ? increment("orders", read) : increment;
        }
        published.fail(commit -> false);

        turn(increment);

        assertEquals(Set.of(Outcome.COMPLETE, Outcome.FAILED), outcomes);
        assertSame(orders, "o_id");
    }

    /** Of what is wrong with an answer, these could cost rows: the position moves past them. */
    @Test
    void whateverIsOddAboutAnswersNoRowIsLeftOutOfAWindow() {
        Table orders = simulator.tables().table("orders");
        List<Misbehaviour> odd = List.of(
                Misbehaviour.REPEATED_PAGE,
                Misbehaviour.PAGE_INDEX_STUCK,
                Misbehaviour.EMPTY_PAGE,
                Misbehaviour.SHORT_PAGE,
                Misbehaviour.ROW_TWICE,
                Misbehaviour.HAS_NEXT_WRONG);
        Random random = new Random(20261129);
        Increment increment = increment("orders", WINDOW);
        for (int i = 0; i < 25; i++) {
            for (int changes = 0; changes < 300; changes++) {
                orders.changeAny();
            }
            simulator.behave();
            simulator.misbehave(odd.get(random.nextInt(odd.size())), 1, 1 + random.nextInt(3));
            turn(increment);
        }
        simulator.behave();

        assertEquals(Outcome.COMPLETE, turn(increment).outcome());
        assertSame(orders, "o_id");
    }

    @Test
    void aRestartPublishesNothingTwiceByRowversion() {
        increment("orders", ROWVERSION).read();
        int records = published.records();

        increment("orders", ROWVERSION).read();

        assertEquals(2000, records);
        assertEquals(records, published.records());
    }

    @Test
    void eachWarehouseIsReadForItselfAndNamedInItsRecords() {
        ForEach warehouses = new ForEach("wms_co_id", List.of("10001", "10002"));
        published = new Published("jst.inventory.raw");
        Increment increment = increment("inventory", new Read.Rowversion("ts", "ts", warehouses));

        increment.read();
        simulator.tables().table("inventory", 10_002).change("SKU100007");
        SweepReport second = turn(increment);

        assertEquals(1, second.records().added() + second.records().changed());
        assertEquals(4000, published.rows().size());
        for (long warehouse : List.of(10_001L, 10_002L)) {
            for (ObjectNode row :
                    simulator.tables().table("inventory", warehouse).snapshot()) {
                String key = "{\"wms_co_id\":" + warehouse + ",\"sku_id\":\""
                        + row.path("sku_id").asText() + "\"}";
                assertEquals(
                        Published.digest(row.put("wms_co_id", warehouse)),
                        published.rows().get(key));
            }
        }
    }

    @Test
    void aWarehouseThatTheApiDoesNotKnowLeavesTheOthersTheirTurn() {
        ForEach warehouses = new ForEach("wms_co_id", List.of("10001", "10006", "10002"));
        published = new Published("jst.inventory.raw");
        Increment increment = increment("inventory", new Read.Rowversion("ts", "ts", warehouses));

        SweepReport first = increment.read();
        simulator.tables().table("inventory", 10_002).change("SKU100007");
        SweepReport second = turn(increment);

        assertEquals(List.of(Outcome.FAILED, Outcome.FAILED), List.of(first.outcome(), second.outcome()));
        assertTrue(second.reason().startsWith("wms_co_id 10006: /open/inventory/query: code 140"), second.reason());
        assertEquals(4000, published.rows().size());
        assertEquals(4001, published.records());
        assertEquals(3, second.calls());
    }

    @Test
    void windowsAreOfAWeekAtMostAndOverlap() {
        Increment increment = increment("orders", WINDOW);

        increment.read();
        assertTrue(simulator.journal().countByCode().keySet().equals(Set.of(0)), simulator.journal()::toString);
        String late = simulator.tables().table("orders").add();
        turn(increment);

        assertTrue(published.rows().containsKey("{\"o_id\":" + late + "}"), late);
        List<Journal.Entry> calls = simulator.journal().callsTo(ORDERS);
        assertEquals(
                Set.of(0), Set.copyOf(calls.stream().map(Journal.Entry::code).toList()));
    }

    /** Neither the position nor what is remembered shows what the topic has lost. */
    @ParameterizedTest
    @ValueSource(strings = {"rowversion", "window"})
    void aRepairMendsWhatTheTopicLacksAndTheNextTurnGoesOn(String way) {
        Table orders = simulator.tables().table("orders");
        published.keepRecords();
        Increment increment = increment("orders", way.equals("window") ? WINDOW : ROWVERSION);
        increment.read();
        published.rows().keySet().stream().sorted().limit(3).toList().forEach(published::lose);
        assertEquals(0, turn(increment).mended());
        assertEquals(1997, published.rows().size());
        int before = published.records();

        SweepReport repair = turn(increment, Turn.Kind.REPAIR);

        assertEquals(Outcome.COMPLETE, repair.outcome());
        assertTrue(repair.repair());
        assertEquals(3, repair.mended());
        assertEquals(before + 3, published.records());
        assertEquals(2000, repair.seen().distinct());
        assertSame(orders, "o_id");
        orders.changeAny();
        turn(increment);
        assertSame(orders, "o_id");
        assertEquals(1, turn(increment).calls());
        assertEquals(0, turn(increment, Turn.Kind.REPAIR).mended());
    }

    /** What the repair was shown is remembered as if a usual turn had read it. */
    @Test
    void theTurnAfterARepairPublishesItsOverlapNoSecondTime() {
        published.keepRecords();
        Increment increment = increment("orders", WINDOW);
        increment.read();
        turn(increment);
        simulator.tables().table("orders").changeAny();
        now = now.plus(Duration.ofMinutes(3));
        assertEquals(1, increment.read(Turn.Kind.REPAIR).mended());
        int before = published.records();
        now = now.plus(Duration.ofMinutes(1));

        SweepReport next = increment.read();

        assertTrue(next.records().unchanged() > 0, "the overlap shows the order again");
        assertEquals(before, published.records());
    }

    /** The repair moves the position to now: what it left out would never be read. */
    @Test
    void aRepairAfterAPauseLongerThanTheHistoryLeavesNothingOut() {
        Duration day = Duration.ofDays(1);
        Increment increment = increment(
                "orders",
                new Read.Window(
                        Duration.ofDays(7), Duration.ofMinutes(5), Duration.ofMinutes(1), day, ForEach.NOTHING));
        increment.read();
        now = now.plus(day);
        String missed = simulator.tables().table("orders").add();
        now = now.plus(day.multipliedBy(2));

        assertEquals(Outcome.COMPLETE, turn(increment, Turn.Kind.REPAIR).outcome());

        assertTrue(published.rows().containsKey("{\"o_id\":" + missed + "}"), missed);
    }

    @Test
    void aFirstReadingThatIsInterruptedGoesOnAndCountsAsARepairWhenItIsWhole() {
        int[] left = {3};
        published.fail(commit -> left[0]-- <= 0);
        SweepReport interrupted = turn(increment("orders", ROWVERSION), Turn.Kind.FIRST);
        published.fail(commit -> false);
        SweepReport whole = turn(increment("orders", ROWVERSION), Turn.Kind.FIRST);

        assertEquals(List.of(Outcome.FAILED, Outcome.COMPLETE), List.of(interrupted.outcome(), whole.outcome()));
        assertEquals(List.of(false, true), List.of(interrupted.repair(), whole.repair()));
        assertEquals(2000, published.records());
    }

    /** Where a repair ends early, the usual turns go on where they were. */
    @ParameterizedTest
    @ValueSource(strings = {"rowversion", "window"})
    void aRepairThatFailsLeavesThePosition(String way) {
        Table orders = simulator.tables().table("orders");
        published.keepRecords();
        Read read = way.equals("window") ? WINDOW : ROWVERSION;
        Increment increment = increment("orders", read);
        increment.read();
        List.copyOf(published.rows().keySet()).forEach(key -> {
            if (Integer.parseInt(key.replaceAll("\\D", "")) % 7 == 0) {
                published.lose(key);
            }
        });
        int[] left = {3};
        published.fail(commit -> left[0]-- <= 0);

        assertEquals(Outcome.FAILED, turn(increment, Turn.Kind.REPAIR).outcome());

        published.fail(commit -> false);
        assertEquals(1, turn(increment("orders", read)).calls(), "another process, which knows what Kafka holds");
        assertEquals(Outcome.COMPLETE, turn(increment, Turn.Kind.REPAIR).outcome());
        assertSame(orders, "o_id");
    }

    private SweepReport turn(Increment increment, Turn.Kind kind) {
        now = now.plus(Duration.ofMinutes(10));
        return increment.read(kind);
    }

    /** A turn, ten minutes after what was before. */
    private SweepReport turn(Increment increment) {
        now = now.plus(Duration.ofMinutes(10));
        return increment.read();
    }

    private void assertSame(Table table, String key) {
        Map<String, String> expected = new HashMap<>();
        table.snapshot(row -> expected.put("{\"" + key + "\":" + row.get(key) + "}", Published.digest(row)));
        assertEquals(expected.keySet(), published.rows().keySet());
        expected.forEach((id, row) -> assertEquals(row, published.rows().get(id), id));
    }

    private Simulator simulator(int orders) {
        return Simulator.start(SimulatorConfig.from(Settings.from(Map.of(
                        "JST_SIMULATOR_CHANGE_EVERY", "0s",
                        "JST_SIMULATOR_ORDERS", Integer.toString(orders),
                        "JST_CALLS_PER_SECOND", "1000000",
                        "JST_CALLS_PER_MINUTE", "1000000")))
                .withClock(clock));
    }

    private Increment increment(String name, Read read) {
        Integration integration = integration(name, read);
        SweepListener goesOn = new SweepListener() {
            @Override
            public void pageRead(String of, int page, int records) {
                now = now.plusMillis(700);
            }
        };
        return new Increment(
                integration,
                "default",
                api(),
                new RawTopic(integration, AccountSource.alone("default", API), published),
                goesOn,
                clock);
    }

    private Integration integration(String name, Read read) {
        boolean inventory = name.equals("inventory");
        Source source = new Source(
                inventory ? "/open/inventory/query" : ORDERS,
                List.of(new RequestField("page_index", "1"), new RequestField("page_size", "100")),
                inventory ? "data.inventorys" : "data.orders",
                inventory ? List.of("wms_co_id", "sku_id") : List.of("o_id"),
                read,
                Duration.ofMinutes(5),
                new Source.Gone(2, 20));
        return new Integration(name, name, source, House.catalog().get(0).target());
    }

    private JushuitanApi api() {
        ApiConfig config = ApiConfig.from(Settings.from(Map.of(
                "JST_BASE_URL", simulator.baseUrl(),
                "JST_APP_KEY", simulator.appKey(),
                "JST_APP_SECRET", simulator.appSecret(),
                "JST_TOKEN_FILE", folder.resolve("tokens.json").toString())));
        Quota quota = new Quota(1_000_000, 1_000_000, clock::instant, duration -> now = now.plus(duration));
        return JushuitanApi.create(
                config, quota, clock, duration -> now = now.plus(duration), new Random(1), new SimpleMeterRegistry());
    }

    private static Read window(ForEach forEach) {
        return new Read.Window(
                Duration.ofDays(7), Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofDays(31), forEach);
    }
}
