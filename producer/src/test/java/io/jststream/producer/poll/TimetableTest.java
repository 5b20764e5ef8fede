package io.jststream.producer.poll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Cron;
import io.jststream.integration.Schedule;
import io.jststream.integration.Source;
import io.jststream.producer.FakeTime;
import io.jststream.producer.Shops;
import io.jststream.producer.publish.Changes;
import io.jststream.producer.publish.ContentSum;
import io.jststream.producer.turn.Findings;
import io.jststream.producer.turn.LastTurns;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.Seen;
import io.jststream.producer.turn.SweepReport;
import io.jststream.producer.turn.Turn;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** When turns begin, on a clock that goes on only when somebody sleeps. It starts at 06:13:20 in Beijing. */
class TimetableTest {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("dd HH:mm:ss").withZone(ZoneOffset.ofHours(8));
    private static final Schedule FIVE_MINUTES = new Schedule.Every(Duration.ofMinutes(5));

    private final FakeTime time = new FakeTime();
    private final List<String> turns = new ArrayList<>();
    private Function<Instant, LastTurns> ledger = since -> LastTurns.NONE;
    private Duration turnTakes = Duration.ofSeconds(1);
    private Runnable meanwhile = () -> {};
    private Outcome outcome = Outcome.COMPLETE;

    @Test
    void aNewReaderBeginsAtOnce() {
        assertEquals(List.of("15 06:13:20", "15 08:00:00", "15 09:00:00"), run(3, Cron.of("0 8-20 * * *")));
    }

    @Test
    void aRestartBeginsNoTurnThatIsNotDue() {
        lastTurn(Duration.ofMinutes(2));

        assertEquals(List.of("15 06:16:20", "15 06:21:20"), run(2, FIVE_MINUTES));
    }

    @Test
    void aRestartBetweenTwoTimesOfTheDayWaitsForTheNextOne() {
        lastTurn(Duration.ofHours(3));

        assertEquals(List.of("15 09:00:00"), run(1, Cron.of("0 3,9 * * *")));
    }

    @Test
    void whatWasMissedIsMadeUpOnceHoweverMuchItWas() {
        lastTurn(Duration.ofDays(3));

        assertEquals(List.of("15 06:13:20", "15 09:00:00", "16 03:00:00"), run(3, Cron.of("0 3,9 * * *")));
        turns.clear();
        assertEquals(3, run(3, FIVE_MINUTES).size());
        Duration between = Duration.between(started(turns.get(1)), started(turns.get(2)));
        assertEquals(Duration.ofMinutes(5), between);
    }

    @Test
    void aTurnThatTakesLongerThanItsIntervalIsFollowedByOneAlone() {
        lastTurn(Duration.ofMinutes(1));
        meanwhile = () -> turnTakes = turns.size() == 1 ? Duration.ofMinutes(12) : Duration.ofSeconds(1);

        assertEquals(
                List.of("15 06:15:00", "15 06:27:00", "15 06:30:00", "15 06:35:00"), run(4, Cron.of("*/5 * * * *")));
    }

    /** Otherwise a reader whose ledger cannot be read would begin none, or a repair that is not due. */
    @Test
    void aLedgerThatCannotBeReadCostsATurnAndNoRepairAndIsAskedAgain() {
        ledger = since -> {
            throw new OperatorException(ExitCode.ENVIRONMENT, "Kafka is away");
        };
        meanwhile = () -> lastRepair(Duration.ofMinutes(5));

        assertEquals(
                List.of("15 06:13:20", "15 07:00:00 REPAIR"),
                run(2, Cron.of("0 9 * * *"), Optional.of(Cron.of("0 * * * *"))));
    }

    @Test
    void aRepairTakesThePlaceOfAUsualTurn() {
        lastRepair(Duration.ofHours(2));

        List<String> all = run(12, new Schedule.Every(Duration.ofMinutes(20)), Optional.of(Cron.of("0 7 * * *")));

        assertEquals(1, all.stream().filter(turn -> turn.endsWith("REPAIR")).count());
        assertTrue(all.contains("15 07:00:00 REPAIR"), all.toString());
        assertTrue(all.contains("15 07:20:00"), all.toString());
    }

    @Test
    void aMissedRepairIsMadeUpOnce() {
        lastRepair(Duration.ofDays(5));

        assertEquals(
                List.of("15 06:13:20", "15 06:13:21 REPAIR", "15 09:00:00", "16 03:00:00 REPAIR"),
                run(4, Cron.of("0 9 * * *"), Optional.of(Cron.of("0 3 * * *"))));
    }

    /** A list whose repair fails every time is read as usual in between. */
    @Test
    void aRepairThatFailsIsTriedAgainAfterAUsualTurn() {
        lastRepair(Duration.ofHours(1));
        outcome = Outcome.FAILED;
        meanwhile = () -> outcome = turns.size() < 2 ? Outcome.FAILED : Outcome.COMPLETE;

        assertEquals(
                List.of("15 07:00:00 REPAIR", "15 09:00:00", "15 09:00:01 REPAIR", "16 07:00:00 REPAIR"),
                run(4, Cron.of("0 9 * * *"), Optional.of(Cron.of("0 7 * * *"))));
    }

    /** A repair that the process does not outlive would begin with each one, and nothing new would be read any more. */
    @Test
    void aRepairThatAnEarlierProcessOwesComesAfterAUsualTurn() {
        lastTurn(Duration.ofMinutes(2));

        assertEquals(
                List.of("15 06:16:20", "15 06:16:21 REPAIR", "15 06:21:21"),
                run(3, FIVE_MINUTES, Optional.of(Cron.of("0 6 * * *"))));
    }

    @Test
    void theFirstWholeTurnOfANewReaderCountsAsItsRepair() {
        meanwhile = () -> outcome = turns.size() < 2 ? Outcome.FAILED : Outcome.COMPLETE;

        assertEquals(
                List.of("15 06:13:20 FIRST", "15 06:23:21 FIRST", "15 09:00:00", "16 03:00:00 REPAIR"),
                run(4, Cron.of("0 9 * * *"), Optional.of(Cron.of("0 3 * * *"))));
    }

    /** Its machine was off for longer than the ledger is looked through for turns. */
    @Test
    void aReaderThatWasAwayForLongIsNoNewOne() {
        Instant then = time.instant().minus(Duration.ofDays(5));
        ledger = since -> since.isAfter(then) ? LastTurns.NONE : LastTurns.of(List.of(entry(then, false)));

        assertEquals(
                List.of("15 06:13:20", "15 06:13:21 REPAIR"),
                run(2, Cron.of("0 9 * * *"), Optional.of(Cron.of("0 3 * * *"))));
    }

    @Test
    void aListThatNeverStandsStillIsRepairedOnceEachTime() {
        lastRepair(Duration.ofHours(1));
        outcome = Outcome.DRIFTED;

        assertEquals(
                List.of("15 07:00:00 REPAIR", "15 09:00:00", "16 07:00:00 REPAIR"),
                run(3, Cron.of("0 9 * * *"), Optional.of(Cron.of("0 7 * * *"))));
    }

    @Test
    void aTurnAtATimeOfTheDayThatFailsIsTriedAgainLaterAndLater() {
        lastTurn(Duration.ofHours(3));
        outcome = Outcome.FAILED;
        meanwhile = () -> outcome = turns.size() < 4 ? Outcome.FAILED : Outcome.COMPLETE;

        assertEquals(
                List.of("15 09:00:00", "15 09:10:01", "15 09:30:02", "15 10:10:03", "16 09:00:00"),
                run(5, Cron.of("0 9 * * *")));
    }

    @Test
    void aRetryIsNeverLaterThanTheNextTimeWhichBeginsAnew() {
        lastTurn(Duration.ofMinutes(1));
        outcome = Outcome.FAILED;

        assertEquals(
                List.of("15 06:15:00", "15 06:25:01", "15 06:30:00", "15 06:40:01", "15 06:45:00"),
                run(5, Cron.of("*/15 * * * *")));
    }

    @Test
    void aTurnThatFailsWaitsForTheNextOneWhereTurnsAreSoFarApart() {
        lastTurn(Duration.ofHours(1));
        outcome = Outcome.FAILED;

        assertEquals(List.of("15 06:13:20", "15 07:13:20"), run(2, new Schedule.Every(Duration.ofHours(1))));
    }

    /** A failed repair that had the place of a usual turn leaves that one to be done, and is itself not tried over and over. */
    @Test
    void aRepairThatFailsInThePlaceOfAUsualTurnIsFollowedByOneSoon() {
        lastRepair(Duration.ofHours(1));
        meanwhile = () -> outcome = turns.size() == 2 ? Outcome.COMPLETE : Outcome.FAILED;

        assertEquals(
                List.of("15 07:00:00 REPAIR", "15 07:10:01", "15 07:10:02 REPAIR", "16 07:00:00"),
                run(4, Cron.of("0 7 * * *"), Optional.of(Cron.of("0 7 * * *"))));
    }

    @Test
    void aLedgerThatCannotBeReadIsAskedOnceAMinuteAtMost() {
        List<Instant> asked = new ArrayList<>();
        ledger = since -> {
            asked.add(time.instant());
            throw new OperatorException(ExitCode.ENVIRONMENT, "Kafka is away");
        };

        run(20, new Schedule.Every(Duration.ofSeconds(10)));

        Duration passed = Duration.between(FakeTime.START, time.instant());
        assertTrue(asked.size() > 1 && asked.size() <= 1 + passed.toMinutes(), asked.toString());
    }

    @Test
    void theLedgerIsReadAsFarBackAsTheSchedulesNeed() {
        List<Instant> asked = new ArrayList<>();
        ledger = since -> {
            asked.add(since);
            return LastTurns.NONE;
        };

        run(1, FIVE_MINUTES);
        run(1, FIVE_MINUTES, Optional.of(Cron.of("0 3 * * *")));
        run(1, Cron.of("0 3 * * *"));

        assertEquals(Duration.ofMinutes(15), Duration.between(asked.get(0), FakeTime.START));
        assertEquals("15 03:00:00", CLOCK.format(asked.get(1)));
        assertEquals(Instant.EPOCH, asked.get(2), "whether the reader is new");
        assertEquals("13 03:00:00", CLOCK.format(asked.get(3)));
    }

    @Test
    void aClockThatIsSetBackBringsNoTurnLaterThanItsTime() {
        lastTurn(Duration.ofHours(-10));

        assertEquals(List.of("15 09:00:00"), run(1, Cron.of("0 3,9 * * *")));
        turns.clear();
        assertTrue(time.passed().compareTo(Duration.ofHours(3)) < 0);
        lastTurn(Duration.ofHours(-10));
        Instant before = time.instant();
        run(1, FIVE_MINUTES);
        assertEquals(Duration.ofMinutes(5), Duration.between(before, started(turns.get(0))));
    }

    /** The steady clock stands still while a host sleeps, so that the other one has jumped ahead when it wakes. */
    @Test
    void aHostThatSleepsBetweenTurnsFarApartPutsThemOffByAMinuteAtMost() {
        meanwhile = () -> {
            if (turns.size() == 1) {
                time.after(Duration.ofHours(10), () -> time.setBack(Duration.ofHours(-14)));
            }
        };

        run(2, new Schedule.Every(Duration.ofDays(1)));

        Duration late = Duration.between(starts.get(0), starts.get(1)).minusDays(1);
        assertTrue(!late.isNegative() && late.compareTo(Duration.ofMinutes(1)) <= 0, late.toString());
    }

    @Test
    void aClockThatIsSetAheadBringsNoTurnEarlierWhereTheyAreClose() {
        meanwhile = () -> {
            if (turns.size() == 2) {
                time.after(Duration.ofMinutes(1), () -> time.setBack(Duration.ofHours(-14)));
            }
        };

        run(3, FIVE_MINUTES);

        assertEquals(Duration.ofHours(14).plusMinutes(5), Duration.between(starts.get(1), starts.get(2)));
    }

    @Test
    void tenReadersDoNotGoOnInTheSameSecond() {
        Set<Long> seconds = new HashSet<>();
        for (int reader = 0; reader < 10; reader++) {
            Duration jitter = Timetable.jitter(FIVE_MINUTES, "tmall/integration-" + reader);
            assertEquals(jitter, Timetable.jitter(FIVE_MINUTES, "tmall/integration-" + reader));
            assertTrue(!jitter.isNegative() && jitter.compareTo(Duration.ofSeconds(30)) <= 0, jitter.toString());
            seconds.add(jitter.toSeconds());
        }

        assertTrue(seconds.size() >= 7, seconds.toString());
        assertEquals(Duration.ZERO, Timetable.jitter(Cron.of("0 3 * * *"), "tmall/shops"));
        Duration ofShort = Timetable.jitter(new Schedule.Every(Duration.ofSeconds(5)), "tmall/shops");
        assertTrue(ofShort.compareTo(Duration.ofMillis(500)) <= 0, ofShort.toString());
    }

    @Test
    void theJitterComesOnceAndMakesNoTurnLate() {
        Duration jitter = Timetable.jitter(FIVE_MINUTES, "default/shops");

        run(3, FIVE_MINUTES);

        assertTrue(jitter.toMillis() > 0);
        assertEquals(
                List.of(Duration.ofMinutes(5).minus(jitter), Duration.ofMinutes(5)),
                List.of(
                        Duration.between(starts.get(0), starts.get(1)),
                        Duration.between(starts.get(1), starts.get(2))));
    }

    private final List<Instant> starts = new ArrayList<>();

    private Instant started(String turn) {
        return starts.get(turns.indexOf(turn));
    }

    private void lastTurn(Duration ago) {
        Instant then = time.instant().minus(ago);
        ledger = since -> LastTurns.of(List.of(entry(then, false)));
    }

    private void lastRepair(Duration ago) {
        Instant then = time.instant().minus(ago);
        ledger = since -> LastTurns.of(List.of(entry(then, true)));
    }

    private static byte[] entry(Instant started, boolean repair) {
        return "{\"outcome\":\"complete\",\"started\":\"%s\",\"ended\":\"%s\",\"repair\":%s}"
                .formatted(started, started.plusSeconds(1), repair)
                .getBytes(UTF_8);
    }

    private List<String> run(int most, Schedule schedule) {
        return run(most, schedule, Optional.empty());
    }

    private List<String> run(int most, Schedule schedule, Optional<Cron> repair) {
        turns.clear();
        starts.clear();
        Source shops = Shops.source();
        Source source = new Source(
                shops.api(),
                shops.request(),
                shops.records(),
                shops.key(),
                shops.read(),
                schedule,
                repair,
                shops.gone());
        Timetable timetable = new Timetable(source, "default/shops", since -> ledger.apply(since), time, time.steady());
        PollLoop loop = new PollLoop(this::turn, timetable, duration -> {
            if (turns.size() == most) {
                throw new InterruptedException("asked to stop");
            }
            time.sleep(duration);
        });
        assertThrows(InterruptedException.class, loop::run);
        return turns;
    }

    private SweepReport turn(Turn.Kind kind) {
        Instant start = time.instant();
        starts.add(start);
        turns.add(CLOCK.format(start) + (kind == Turn.Kind.USUAL ? "" : " " + kind));
        meanwhile.run();
        time.pass(turnTakes);
        return new SweepReport(
                "default",
                "shops",
                "shops-1",
                0,
                false,
                kind,
                start,
                time.instant(),
                1,
                Duration.ZERO,
                new Seen(1, Changes.NONE, 0, new Findings(), ContentSum.NONE),
                SweepReport.Departed.NONE,
                outcome,
                ExitCode.OK,
                "");
    }
}
