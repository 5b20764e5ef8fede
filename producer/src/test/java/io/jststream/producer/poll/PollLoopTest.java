package io.jststream.producer.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jststream.producer.FakeJushuitan;
import io.jststream.producer.FakeKafka;
import io.jststream.producer.Shops;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.api.Sleeper;
import io.jststream.producer.publish.RawTopic;
import io.jststream.producer.sweep.Sweep;
import io.jststream.producer.turn.LastTurns;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepListener;
import io.jststream.producer.turn.SweepReport;
import io.jststream.service.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import org.apache.kafka.common.KafkaException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PollLoopTest {
    private static final Duration EVERY = Duration.ofMinutes(5);

    @TempDir
    Path folder = Path.of("");

    private final FakeJushuitan server = new FakeJushuitan();
    private final FakeKafka kafka = new FakeKafka("jst.shops.raw");
    private final List<SweepReport> reports = new CopyOnWriteArrayList<>();
    private Runnable whileItEnds = () -> {};
    private final List<JushuitanApi> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(JushuitanApi::close);
        server.close();
    }

    @Test
    void aFailedSweepIsTriedAgainAtTheNextTurn() {
        server.answers(Shops.page(false), "<html>", Shops.refusal(110, "白名单"), Shops.page(false));

        runTurns(4, Duration.ZERO);

        assertEquals(
                List.of(Outcome.COMPLETE, Outcome.FAILED, Outcome.FAILED, Outcome.COMPLETE),
                reports.stream().map(SweepReport::outcome).toList());
    }

    @Test
    void kafkaThatIsAwayDoesNotEndTheLoop() {
        kafka.goesAway(new KafkaException("Failed to construct kafka producer"));

        runTurns(3, Duration.ZERO);

        assertEquals(3, reports.size());
    }

    @Test
    void turnsAreCountedFromStartToStart() {
        server.answers(Shops.page(false), Shops.page(false), Shops.page(false));

        List<Duration> pauses = runTurns(3, Duration.ofMinutes(2));

        assertEquals(List.of(EVERY.minusMinutes(2), EVERY.minusMinutes(2), EVERY.minusMinutes(2)), pauses);
    }

    /** Set back by two hours, a machine would not sweep for two hours. */
    @Test
    void aClockThatIsSetDoesNotMoveTheNextTurn() {
        server.answers(Shops.page(false), Shops.page(false));
        whileItEnds = () -> server.time().setBack(Duration.ofHours(2));

        assertEquals(List.of(EVERY.minusMinutes(2), EVERY.minusMinutes(2)), runTurns(2, Duration.ofMinutes(2)));
    }

    @Test
    void aSweepThatTakesLongerThanItsTurnIsFollowedAtOnce() {
        server.answers(Shops.page(false), Shops.page(false));

        assertEquals(List.of(Duration.ZERO, Duration.ZERO), runTurns(2, EVERY.plusMinutes(1)));
    }

    /** The server never answers; whoever stops the producer does not wait for it. */
    @Test
    void aStopEndsACallThatIsUnderWay() throws Exception {
        server.answers(new MockResponse.Builder()
                .body(Shops.page(false))
                .headersDelay(60, TimeUnit.SECONDS)
                .build());
        Program.Stop stop = new Program.Stop();
        Sleeper sleeper = duration -> {
            if (stop.await(Math.max(1, duration.toMillis()))) {
                throw new InterruptedException("asked to stop");
            }
        };
        JushuitanApi api = open(8, sleeper);
        PollLoop loop = new PollLoop(sweep(api, Duration.ZERO), timetable(), sleeper);
        FutureTask<InterruptedException> ended =
                new FutureTask<>(() -> assertThrows(InterruptedException.class, loop::run));
        new Thread(ended).start();
        Awaitility.await().until(() -> server.pageCalls().size() == 1);

        stop.request();
        api.close();
        ended.get(4, TimeUnit.SECONDS);

        assertEquals(Outcome.ABANDONED, reports.get(0).outcome());
        assertEquals(1, kafka.ledger().size());
    }

    /** Runs so many turns, each sweep of which takes so long; returns the pauses between them. */
    private List<Duration> runTurns(int turns, Duration sweepTakes) {
        List<Duration> pauses = new ArrayList<>();
        Sleeper sleeper = duration -> {
            pauses.add(duration);
            server.time().pass(duration);
            if (pauses.size() == turns) {
                throw new InterruptedException("asked to stop");
            }
        };
        Sweep sweep = sweep(open(1, server.time()), sweepTakes);
        PollLoop loop = new PollLoop(sweep, timetable(), sleeper);

        assertThrows(InterruptedException.class, loop::run);
        return pauses;
    }

    /** The loop of a reader whose next turn is due now. */
    private Timetable timetable() {
        Optional<Instant> last = Optional.of(server.time().instant().minus(EVERY));
        LastTurns dueNow = new LastTurns(last, Optional.empty(), Optional.empty());
        return new Timetable(
                Shops.source(),
                "default/shops",
                since -> dueNow,
                server.time(),
                server.time().steady());
    }

    private JushuitanApi open(int attempts, Sleeper sleeper) {
        JushuitanApi api = server.api(attempts, folder.resolve("tokens.json"), sleeper);
        opened.add(api);
        return api;
    }

    private Sweep sweep(JushuitanApi api, Duration takes) {
        SweepListener listener = new SweepListener() {
            @Override
            public void ended(SweepReport report) {
                reports.add(report);
                server.time().pass(takes);
                whileItEnds.run();
            }
        };
        RawTopic topic = new RawTopic(Shops.integration(), Shops.ACCOUNT, kafka);
        return new Sweep(Shops.integration(), "default", api, topic, listener, server.time());
    }
}
