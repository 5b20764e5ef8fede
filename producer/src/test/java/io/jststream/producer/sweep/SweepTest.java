package io.jststream.producer.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Integration;
import io.jststream.integration.Source;
import io.jststream.producer.FakeJushuitan;
import io.jststream.producer.FakeKafka;
import io.jststream.producer.Shops;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.publish.Changes;
import io.jststream.producer.publish.RawTopic;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepListener;
import io.jststream.producer.turn.SweepReport;
import io.jststream.service.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
    @TempDir
    Path folder = Path.of("");

    private final FakeJushuitan server = new FakeJushuitan();
    private final FakeKafka kafka = new FakeKafka("jst.shops.raw");
    private final Integration integration = Shops.integration(2, new Source.Gone(2, 20));
    private final RawTopic topic = new RawTopic(integration, Shops.ACCOUNT, kafka);
    private final List<String> heard = new ArrayList<>();
    private final SweepListener listener = new SweepListener() {
        @Override
        public void pageRead(String integration, int page, int records) {
            heard.add(integration + " page " + page + ": " + records);
        }

        @Override
        public void ended(SweepReport report) {
            heard.add(report.integration() + " " + report.outcome());
        }
    };
    private JushuitanApi api = server.api(1, folder);
    private Sweep sweep = sweep();

    @BeforeEach
    void open() {
        api.close();
        api = server.api(1, folder.resolve("tokens.json"));
        sweep = sweep();
    }

    private Sweep sweep() {
        return new Sweep(integration, "default", api, topic, listener, server.time());
    }

    @AfterEach
    void close() {
        api.close();
        server.close();
    }

    @Test
    void readsFromTheFirstPageToTheLast() {
        server.answers(
                Shops.page(true, Shops.shop(1, "甲"), Shops.shop(2, "乙")),
                Shops.page(true, Shops.shop(3, "丙"), Shops.shop(4, "丁")),
                Shops.page(false, Shops.shop(5, "戊")));

        SweepReport report = sweep.read();

        assertEquals(
                List.of(
                        "{\"page_index\":1,\"page_size\":2}",
                        "{\"page_index\":2,\"page_size\":2}",
                        "{\"page_index\":3,\"page_size\":2}"),
                server.pageCalls().stream().map(call -> call.parameter("biz")).toList());
        assertEquals(Outcome.COMPLETE, report.outcome());
        assertEquals(ExitCode.OK, report.exitCode());
        assertEquals("", report.reason());
        assertEquals(3, report.pages());
        assertEquals(new Changes(5, 0, 0), report.records());
        assertEquals(5, report.seen().distinct());
        assertEquals(3, report.calls(), "the call for the token is the account's");
        assertEquals(5, kafka.raw().size());
        assertEquals(List.of("shops page 1: 2", "shops page 2: 2", "shops page 3: 1", "shops COMPLETE"), heard);
    }

    @Test
    void theNextSweepCountsForItself() {
        server.answers(Shops.page(false, Shops.shop(1, "甲")), Shops.page(false, Shops.shop(1, "乙")));
        String first = sweep.read().sweep();
        server.time().pass(Duration.ofMinutes(5));

        SweepReport report = sweep.read();

        assertEquals(new Changes(0, 1, 0), report.records());
        assertEquals(1, report.calls());
        assertEquals("shops-2023-11-14T22:13:20Z", first);
        assertEquals("shops-2023-11-14T22:18:20Z", report.sweep());
    }

    @Test
    void whatWasPublishedBeforeAFaultStands() {
        server.answers(Shops.page(true, Shops.shop(1, "甲"), Shops.shop(2, "乙")), "<html>", Shops.page(false));

        SweepReport report = sweep.read();

        assertEquals(Outcome.FAILED, report.outcome());
        assertEquals(ExitCode.ENVIRONMENT, report.exitCode());
        assertTrue(report.reason().startsWith("/open/shops/query: a body that is not JSON"), report.reason());
        assertEquals(1, report.pages());
        assertEquals(2, kafka.raw().size());
        assertEquals(List.of("shops page 1: 2", "shops FAILED"), heard);
    }

    @Test
    void aRefusalEndsWithTheCodeOfItsVerdict() {
        server.answers(Shops.refusal(110, "该IP不在白名单列表"));

        assertEquals(ExitCode.BAD_CONFIGURATION, sweep.read().exitCode());
    }

    @Test
    void aSweepThatIsAskedToStopIsAbandoned() {
        server.answers(Shops.refusal(199, "调用太频繁"));
        JushuitanApi stopping = server.api(8, folder.resolve("tokens.json"), duration -> {
            throw new InterruptedException("asked to stop");
        });

        SweepReport report = new Sweep(integration, "default", stopping, topic, listener, server.time()).read();

        assertEquals(Outcome.ABANDONED, report.outcome());
        assertEquals("asked to stop", report.reason());
        assertEquals(List.of("shops ABANDONED"), heard);
        stopping.close();
    }

    @Test
    void aFaultOfTheProgramIsReportedAndNotThrown() {
        server.answers(Shops.page(false));
        SweepListener broken = new SweepListener() {
            @Override
            public void pageRead(String integration, int page, int records) {
                throw new IllegalStateException("payload 旗舰店");
            }
        };

        SweepReport report = new Sweep(integration, "default", api, topic, broken, server.time()).read();

        assertEquals(Outcome.FAILED, report.outcome());
        assertTrue(
                report.reason().matches("unexpected java.lang.IllegalStateException at .*SweepTest.*:\\d+\\)"),
                report.reason());
        assertEquals(ExitCode.FAILED, report.exitCode());
    }

    /** Brokers whose names are not known yet are the usual start of a set of containers. */
    @Test
    void kafkaThatIsAwayFailsTheSweepAndNotTheLoop() {
        kafka.goesAway(new KafkaException("Failed to construct kafka producer"));

        SweepReport report = sweep.read();

        assertEquals(Outcome.FAILED, report.outcome());
        assertEquals(ExitCode.ENVIRONMENT, report.exitCode());
        assertEquals(0, server.calls().size());
        kafka.comesBack();
        server.answers(Shops.page(false));
        assertEquals(Outcome.COMPLETE, sweep.read().outcome());
    }

    @Test
    void aPageThatCannotBePublishedFailsTheSweep() {
        topic.open();
        kafka.producer().commitTransactionException = new TimeoutException("broker away");
        server.answers(Shops.page(true, Shops.shop(1, "甲")), Shops.page(false));

        SweepReport report = sweep.read();

        assertEquals(Outcome.FAILED, report.outcome());
        assertEquals(0, report.pages());
        assertEquals(1, server.pageCalls().size());
        server.answers(Shops.page(false));
        sweep.read();
        assertEquals(2, kafka.ledger().size());
    }
}
