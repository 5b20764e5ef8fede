package io.jststream.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.publish.AccountSource;
import io.jststream.producer.publish.ApiSource;
import io.jststream.producer.publish.LedgerEntries;
import io.jststream.producer.turn.KnownTurns;
import io.jststream.producer.turn.SweepListener;
import io.jststream.producer.turn.Turn;
import io.jststream.service.ExitCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One integration as a supervisor sees it: exit codes, readiness. */
class IntegrationReaderTest {
    @TempDir
    Path folder = Path.of("");

    private final FakeJushuitan server = new FakeJushuitan();
    private final FakeKafka kafka = new FakeKafka("jst.shops.raw");
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private JushuitanApi api = server.api(1, folder);
    private IntegrationReader reader = reader();

    @BeforeEach
    void open() {
        api.close();
        api = server.api(1, folder.resolve("tokens.json"));
        metrics.clear();
        reader = reader();
    }

    private IntegrationReader reader() {
        return reader(SweepListener.NONE);
    }

    private IntegrationReader reader(SweepListener listener) {
        return reader(listener, Shops.API);
    }

    private IntegrationReader reader(SweepListener listener, ApiSource source) {
        return new IntegrationReader(
                Shops.integration(),
                AccountSource.alone("default", source),
                api,
                kafka,
                new KnownTurns(new LedgerEntries(kafka)),
                metrics,
                listener,
                server.time(),
                server.time().steady(),
                server.time());
    }

    @AfterEach
    void close() {
        reader.close();
        api.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"code":0,"data":{"datas":[{"shop_id":1}],"has_next":false}} | OK
            {"code":777,"msg":"没有见过的"}                               | FAILED
            {"code":10,"msg":"验证失败！无效签名"}                          | BAD_CONFIGURATION
            <html>                                                    | ENVIRONMENT
            """)
    void oneSweepEndsWithTheCodeOfWhatCameOfIt(String answer, ExitCode code) {
        server.answers(answer);

        assertEquals(code, reader.once().exitCode());
    }

    @Test
    void anotherApiIsRefusedAndItSaysSoAtOnce() {
        server.answers(Shops.page(false));
        reader.once();
        reader.close();
        metrics.clear();
        reader = reader(SweepListener.NONE, ApiSource.of("http://simulator:8090/", "another-key"));

        assertEquals(ExitCode.BAD_CONFIGURATION, reader.once().exitCode());

        String reason = reader.notReady().orElseThrow();
        assertTrue(reason.startsWith("shops: account default: was read from https://openapi.jushuitan.com/"), reason);
        assertEquals(1, server.pageCalls().size(), "only the first reader asks it for pages");
    }

    @Test
    void anApiThatRefusesIsNotWhatTheAccountWasReadFrom() {
        server.answers(Shops.refusal(10, "无效"));
        reader.once();
        assertEquals(List.of(), kafka.sources());

        server.answers(Shops.page(false));
        reader.once();

        assertEquals(1, kafka.sources().size());
    }

    /** Kafka would refuse what a producer sends that it has forgotten meanwhile. */
    @Test
    void afterARestItOpensItsTopicAnew() {
        server.answers(Shops.page(false), Shops.page(false), Shops.page(false));
        reader.once();
        server.time().pass(Duration.ofDays(5));
        reader.once();
        assertEquals(1, kafka.transactionalIds().size());

        server.time().pass(Duration.ofDays(8));

        assertEquals(ExitCode.OK, reader.once().exitCode());
        assertEquals(2, kafka.transactionalIds().size());
    }

    @Test
    void oneSweepWithoutKafkaEndsWithTheEnvironmentsCode() {
        kafka.goesAway(new KafkaException("Failed to construct kafka producer"));

        assertEquals(ExitCode.ENVIRONMENT, reader.once().exitCode());
    }

    @Test
    void itIsReadyAfterACompleteSweepAndForThreeTurns() {
        assertEquals(Optional.of("shops: no complete sweep yet"), reader.notReady());
        server.answers(Shops.page(false), Shops.refusal(10, "无效"));
        reader.once();
        server.time().pass(Duration.ofMinutes(15));
        reader.once();
        assertEquals(Optional.empty(), reader.notReady());

        server.time().pass(Duration.ofMillis(1));

        String reason = reader.notReady().orElseThrow();
        assertEquals(
                "shops: no complete sweep since 2023-11-14T22:13:20Z: /open/shops/query: code 10 无效",
                reason.substring(0, reason.indexOf("无效") + 2));
    }

    /** An alert on a schedule of weeks cannot look back three turns, so it has to be told. */
    @Test
    void whetherItIsReadyIsMeasured() {
        assertEquals(0, ready());
        server.answers(Shops.page(false));
        reader.once();
        assertEquals(1, ready());

        server.time().pass(Duration.ofMinutes(16));

        assertEquals(0, ready());
    }

    private double ready() {
        return metrics.get("jst.reader.ready")
                .tag("integration", "shops")
                .gauge()
                .value();
    }

    @Test
    void aClockThatIsSetBackDoesNotMakeAnOldSuccessANewOne() {
        server.answers(Shops.page(false));
        reader.once();
        server.time().pass(Duration.ofMinutes(16));
        server.time().setBack(Duration.ofHours(2));

        assertTrue(reader.notReady().isPresent());
    }

    /** It may take longer than three turns, and no usual one comes meanwhile. */
    @Test
    void aRepairThatGetsOnIsNoMissingSweep() {
        List<Boolean> ready = new ArrayList<>();
        List<Double> measured = new ArrayList<>();
        reader.close();
        metrics.clear();
        reader = reader(new SweepListener() {
            @Override
            public void pageRead(String integration, int page, int records) {
                server.time().pass(Duration.ofMinutes(page == 3 ? 16 : 14));
                ready.add(reader.notReady().isEmpty());
                measured.add(repairPage());
            }
        });
        server.answers(Shops.page(false));
        reader.once();
        server.answers(
                Shops.page(true, Shops.shop(1, "甲")),
                Shops.page(true, Shops.shop(2, "乙")),
                Shops.page(false, Shops.shop(3, "丙")));
        ready.clear();
        measured.clear();

        reader.once(Turn.Kind.REPAIR);

        assertEquals(List.of(true, true, false), ready, "14, 14 and 16 minutes after its last page");
        assertTrue(measured.get(0) > 0 && measured.get(1) > measured.get(0), measured.toString());
        assertEquals(0, repairPage(), "none is under way");
    }

    @Test
    void aUsualTurnThatTakesTooLongIsAMissingSweep() {
        List<Boolean> ready = new ArrayList<>();
        reader.close();
        metrics.clear();
        reader = reader(new SweepListener() {
            @Override
            public void pageRead(String integration, int page, int records) {
                server.time().pass(Duration.ofMinutes(14));
                ready.add(reader.notReady().isEmpty());
            }
        });
        server.answers(Shops.page(false));
        reader.once();
        ready.clear();
        server.answers(Shops.page(true, Shops.shop(1, "甲")), Shops.page(false, Shops.shop(2, "乙")));

        reader.once();

        assertEquals(List.of(true, false), ready, "14 and 28 minutes after the last one");
    }

    /** Nobody is called while it goes on, and yet the reader is not ready before it is whole. */
    @Test
    void theFirstReadingSaysWhenItReadItsLastPage() {
        List<Double> measured = new ArrayList<>();
        List<Boolean> ready = new ArrayList<>();
        anew(() -> {
            server.time().pass(Duration.ofMinutes(14));
            measured.add(firstPage());
            ready.add(reader.notReady().isEmpty());
        });
        server.answers(
                Shops.page(true, Shops.shop(1, "甲")),
                Shops.page(true, Shops.shop(2, "乙")),
                Shops.refusal(10, "无效"),
                Shops.page(false, Shops.shop(1, "甲"), Shops.shop(2, "乙")),
                Shops.page(false, Shops.shop(1, "甲"), Shops.shop(2, "乙")));

        reader.once();
        assertTrue(measured.get(0) > 0 && measured.get(1) > measured.get(0), measured.toString());
        assertEquals(0, firstPage(), "none is under way");
        reader.once();
        assertTrue(measured.get(2) > measured.get(1), "a second one, as none was whole");
        assertEquals(List.of(false, false, false), ready);

        reader.once();
        assertEquals(0, measured.get(3), "a usual one");
    }

    /** Its pages would keep everybody from being called for ever. */
    @Test
    void aFirstReadingThatHasFailedThreeTimesIsAMissingSweep() {
        List<Double> measured = new ArrayList<>();
        anew(() -> measured.add(firstPage()));
        for (int turn = 0; turn < 4; turn++) {
            server.answers(Shops.page(true, Shops.shop(1, "甲")), Shops.refusal(10, "无效"));
            reader.once();
        }

        assertEquals(
                List.of(true, true, true, false),
                measured.stream().map(page -> page > 0).toList());
    }

    /** Another reader, with something to do at each page. */
    private void anew(Runnable atEachPage) {
        reader.close();
        metrics.clear();
        reader = reader(new SweepListener() {
            @Override
            public void pageRead(String integration, int page, int records) {
                atEachPage.run();
            }
        });
    }

    private double repairPage() {
        return page("jst.repair.page.timestamp.seconds");
    }

    private double firstPage() {
        return page("jst.first.page.timestamp.seconds");
    }

    private double page(String gauge) {
        return metrics.get(gauge).tag("integration", "shops").gauge().value();
    }

    @Test
    void theKeysThatAreKnownAreMeasured() {
        server.answers(Shops.page(false, Shops.shop(1, "甲"), Shops.shop(2, "乙")));
        reader.once();

        assertEquals(
                2,
                metrics.get("jst.known.keys")
                        .tag("integration", "shops")
                        .gauge()
                        .value());
    }

    /** An alert on a sweep that is late has to know when one is due. */
    @Test
    void theTimeBetweenTwoSweepsIsMeasured() {
        assertEquals(
                300,
                metrics.get("jst.sweep.every.seconds")
                        .tag("integration", "shops")
                        .gauge()
                        .value());
    }
}
