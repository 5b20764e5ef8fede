package io.jststream.producer.increment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Integration;
import io.jststream.integration.RequestValue;
import io.jststream.integration.Source;
import io.jststream.integration.Source.ForEach;
import io.jststream.integration.Source.Read;
import io.jststream.producer.FakeJushuitan;
import io.jststream.producer.FakeKafka;
import io.jststream.producer.Shops;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.publish.RawTopic;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepListener;
import io.jststream.producer.turn.SweepReport;
import io.jststream.producer.turn.Turn;
import io.jststream.service.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readings for warehouses 1, 2 and 3, of which some fail. */
class ForEachTest {
    private static final ForEach WAREHOUSES = new ForEach("wms_co_id", List.of("1", "2", "3"));
    private static final Duration TURN = Duration.ofMinutes(10);
    private static final Duration LAG = Duration.ofMinutes(1);
    private static final Duration OVERLAP = Duration.ofMinutes(5);
    private static final String UNKNOWN = Shops.refusal(170, "仓库编号[2]不存在!");

    @TempDir
    Path folder = Path.of("");

    private final FakeJushuitan server = new FakeJushuitan();
    private final FakeKafka kafka = new FakeKafka("jst.shops.raw");
    private JushuitanApi api;
    private Increment increment;

    @BeforeEach
    void begin() {
        api = server.api(1, folder.resolve("tokens.json"));
        increment = reads(new Read.Rowversion("start_ts", "shop_id", WAREHOUSES));
    }

    @AfterEach
    void close() {
        api.close();
        server.close();
    }

    private Increment reads(Read read) {
        Integration shops = Shops.integration();
        Source source = shops.source();
        Integration stock = shops.withSource(new Source(
                source.api(),
                source.request(),
                source.records(),
                List.of("wms_co_id", "shop_id"),
                read,
                Duration.ofMinutes(5),
                source.gone()));
        RawTopic topic = new RawTopic(stock, Shops.ACCOUNT, kafka);
        return new Increment(stock, "default", api, topic, SweepListener.NONE, server.time());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":140,\"msg\":\"参数不符合规范,请检查传入参数!\"}",
                "{\"code\":170,\"msg\":\"仓库编号[2]不存在!\"}",
                "{\"code\":150,\"msg\":\"内部处理异常！\"}",
                "{\"code\":0,\"data\":null}",
                "{\"code\":0,\"data\":{\"has_next\":false,\"page_index\":7,\"datas\":[]}}",
                "{\"code\":0,\"data\":{\"has_next\":false,\"datas\":[{\"shop_id\":9,\"wms_co_id\":0}]}}",
                "{\"code\":0,\"data\":{\"has_next\":false,\"datas\":[{\"shop_id\":\"none\"}]}}",
                "<html>"
            })
    void oneThatFailsForAReasonOfItsOwnLeavesTheOthersTheirTurn(String bad) {
        SweepReport first = turn(page(11), bad, page(13));

        assertEquals(Outcome.FAILED, first.outcome());
        assertTrue(first.reason().startsWith("wms_co_id 2: "), first.reason());
        assertEquals(List.of(key(1, 11), key(3, 13)), published());
        assertEquals(Outcome.COMPLETE, turn(page(11), page(12), page(13)).outcome());
        assertEquals(List.of("11", "1", "13"), asked("start_ts"), "each goes on where it was");
        assertEquals(List.of(key(1, 11), key(3, 13), key(2, 12)), published());
    }

    @Test
    void theFirstReasonIsToldAndHowManyHaveFailed() {
        SweepReport report = turn(UNKNOWN, Shops.refusal(777, "没有见过的"), page(13));

        assertEquals(
                "wms_co_id 1: /open/shops/query: code 170 仓库编号[2]不存在!; 2 of the 3 values of for_each have failed",
                report.reason());
        assertEquals(ExitCode.FAILED, report.exitCode());
        assertEquals(List.of(key(3, 13)), published());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":10,\"msg\":\"验证失败！无效签名\"}",
                "{\"code\":110,\"msg\":\"不在白名单列表\"}",
                "{\"code\":190,\"msg\":\"无API权限\"}",
                "{\"code\":0,\"data\":{\"has_next\":false,\"others\":[]}}"
            })
    void whatConcernsThemAllEndsTheTurn(String refusal) {
        SweepReport report = turn(page(11), refusal);

        assertEquals(Outcome.FAILED, report.outcome());
        assertEquals(ExitCode.BAD_CONFIGURATION, report.exitCode());
        assertTrue(report.reason().startsWith("/open/shops/query: code "), report.reason());
        assertEquals(List.of(key(1, 11)), published());
    }

    @Test
    void aTokenThatIsNotToBeHadIsAskedForOnce() {
        server.answersTokenCalls("<html>");

        assertEquals(Outcome.FAILED, turn().outcome());

        assertEquals(List.of("/openWeb/auth/getInitToken"), server.paths());
    }

    @Test
    void kafkaThatIsAwayEndsTheTurn() {
        turn(page(11), page(12), page(13));
        kafka.producer().commitTransactionException = new TimeoutException("broker away");

        SweepReport report = turn(page(11, 21));

        assertEquals(Outcome.FAILED, report.outcome());
        assertEquals(ExitCode.ENVIRONMENT, report.exitCode());
        assertEquals(Outcome.COMPLETE, turn(page(11, 21), page(12), page(13)).outcome());
    }

    /** It would read all the others as a whole at each try. */
    @Test
    void theFirstThatFailsEndsARepairAndNoPositionMoves() {
        turn(page(11), page(12), page(13));
        server.time().pass(TURN);
        server.answers(page(11, 21), UNKNOWN);

        SweepReport repair = increment.read(Turn.Kind.REPAIR);

        assertTrue(repair.reason().startsWith("wms_co_id 2: "), repair.reason());
        assertEquals(2, repair.calls());
        server.answers(UNKNOWN);
        assertEquals(1, increment.read(Turn.Kind.REPAIR).calls(), "the next one begins with what failed");
        assertEquals(Outcome.COMPLETE, turn(page(11, 21), page(12), page(13)).outcome());
        assertEquals(List.of("11", "12", "13"), asked("start_ts"));
    }

    /** Nothing but the ledger's entry could carry the position of a window without a change. */
    @Test
    void aWindowWithoutAChangeIsPassedThoughAnotherFails() {
        Read window = new Read.Window(Duration.ofDays(7), OVERLAP, LAG, Duration.ofDays(1), WAREHOUSES);
        increment = reads(window);
        assertEquals(Outcome.FAILED, turn(page(), UNKNOWN, page()).outcome());
        Instant end = server.time().instant().minus(LAG);
        increment = reads(window);

        assertEquals(Outcome.COMPLETE, turn(page(), page(), page()).outcome());

        String next = RequestValue.datetime(end.minus(OVERLAP));
        String all = RequestValue.datetime(end.plus(TURN).minus(Duration.ofDays(1)));
        assertEquals(List.of(next, all, next), asked("modified_begin"));
    }

    /** A turn in which every answer has to be asked for, and no other. */
    private SweepReport turn(String... answers) {
        server.time().pass(TURN);
        int before = server.pageCalls().size();
        server.answers(answers);
        SweepReport report = increment.read();
        assertEquals(answers.length, server.pageCalls().size() - before, "calls; " + report.reason());
        return report;
    }

    /** What the last three calls have asked for by that parameter. */
    private List<String> asked(String parameter) {
        List<FakeJushuitan.Call> calls = server.pageCalls();
        return calls.subList(calls.size() - 3, calls.size()).stream()
                .map(call -> call.parameter("biz").replaceAll(".*\"" + parameter + "\":\"?([^\",}]*).*", "$1"))
                .toList();
    }

    private List<String> published() {
        return kafka.raw().stream().map(raw -> FakeKafka.text(raw.key())).toList();
    }

    private static String key(int warehouse, int shop) {
        return "{\"wms_co_id\":%d,\"shop_id\":%d}".formatted(warehouse, shop);
    }

    private static String page(int... shops) {
        return Shops.page(
                false,
                Arrays.stream(shops).mapToObj(id -> Shops.shop(id, "店" + id)).toArray(String[]::new));
    }
}
