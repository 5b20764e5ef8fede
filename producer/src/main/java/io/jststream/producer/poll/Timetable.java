package io.jststream.producer.poll;

import io.jststream.integration.Cron;
import io.jststream.integration.Schedule;
import io.jststream.integration.Source;
import io.jststream.producer.api.SteadyClock;
import io.jststream.producer.turn.LastTurns;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepReport;
import io.jststream.producer.turn.Turn;
import io.jststream.service.OperatorException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when a reader's next turn is and what it is for. However many turns have been missed, one makes up for them. Not
 * thread-safe.
 */
public final class Timetable {
    private static final Logger LOG = LoggerFactory.getLogger(Timetable.class);
    /** Times of the day are looked at anew so often, since the machine's clock may be set meanwhile. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    /** From turns so far apart on, a host that sleeps between them must not put them off. */
    private static final Duration LONG_APART = Duration.ofHours(1);
    /** The jitter is at most so long, and at most a tenth of {@code every}. */
    private static final Duration LONGEST_JITTER = Duration.ofSeconds(30);

    private final Schedule schedule;
    private final Optional<Cron> repair;
    private final Function<Instant, LastTurns> ledger;
    private final InstantSource clock;
    private final SteadyClock steady;
    private Duration jitter;
    private boolean known;
    /** When the ledger could not be read, by the steady clock. */
    private Optional<Instant> notRead = Optional.empty();
    /** Whether no turn is known that has read everything: the first one that does counts as a repair. */
    private boolean never;

    private Optional<Instant> lastTurn = Optional.empty();
    private Optional<Instant> lastRepair = Optional.empty();
    /** When the next turn is due by the steady clock, where turns are so long apart; where that is long, the machine's clock counts too. */
    private Instant due = Instant.MIN;
    /** Whether a repair has failed, or was due before this process began, and the usual turn behind it has not been yet. */
    private boolean repairWaits;

    private final Retry retry;
    private Turn.Kind running = Turn.Kind.USUAL;
    /** Whether a usual turn was due when the running one began. */
    private boolean owed;

    /**
     * @param reader name of the reader, which decides its jitter
     * @param ledger what the ledger says of the turns since a time; an exception where it cannot be read
     */
    public Timetable(
            Source source,
            String reader,
            Function<Instant, LastTurns> ledger,
            InstantSource clock,
            SteadyClock steady) {
        this(source.schedule(), source.repair(), jitter(source.schedule(), reader), ledger, clock, steady);
    }

    private Timetable(
            Schedule schedule,
            Optional<Cron> repair,
            Duration jitter,
            Function<Instant, LastTurns> ledger,
            InstantSource clock,
            SteadyClock steady) {
        this.schedule = schedule;
        this.repair = repair;
        this.jitter = jitter;
        this.ledger = ledger;
        this.clock = clock;
        this.steady = steady;
        this.retry = new Retry(steady);
    }

    /** Turns so far apart, the first one now: of a reader that is alone and knows of no turns before. */
    public static Timetable every(Duration every, SteadyClock steady) {
        return new Timetable(
                new Schedule.Every(every),
                Optional.empty(),
                Duration.ZERO,
                since -> LastTurns.NONE,
                steady::instant,
                steady);
    }

    /** The same for the same reader, always; none where the time of the day has been chosen. */
    static Duration jitter(Schedule schedule, String reader) {
        if (!(schedule instanceof Schedule.Every every)) {
            return Duration.ZERO;
        }
        Duration tenth = every.every().dividedBy(10);
        long most = (tenth.compareTo(LONGEST_JITTER) < 0 ? tenth : LONGEST_JITTER).toMillis();
        return Duration.ofMillis(Math.floorMod((reader.hashCode() * 0x9E3779B97F4A7C15L) >>> 16, most + 1));
    }

    /** How long it is until the next turn, or until it is worth asking again; zero where one is due. */
    Duration left() {
        Instant now = clock.instant();
        learn(now);
        // What the clock says is still to come was before it was set back; else nothing would be due until then.
        lastTurn = lastTurn.map(last -> earlier(last, now));
        lastRepair = lastRepair.map(last -> earlier(last, now));
        Duration left = usualLeft(now);
        if (repairPossible()) {
            left = shorter(left, repairLeft(now));
        }
        boolean bySetClock = repair.isPresent() || schedule instanceof Cron || longApart();
        left = left.isNegative() ? Duration.ZERO : left;
        return bySetClock ? shorter(left, LONGEST_WAIT) : left;
    }

    /** A turn begins now; what it is for. */
    Turn.Kind begin() {
        Instant now = clock.instant();
        running = kind(now);
        owed = isOver(usualLeft(now));
        if (isOver(scheduleLeft(now))) {
            retry.forget();
        }
        lastTurn = Optional.of(now);
        if (schedule instanceof Schedule.Every every) {
            // Once, so that readers that have begun together do not go on together.
            due = steady.instant().plus(every.every()).minus(jitter);
            jitter = Duration.ZERO;
        }
        return running;
    }

    void ended(SweepReport report) {
        boolean toTheEnd = report.outcome().toTheEnd();
        repairWaits = running == Turn.Kind.REPAIR && !toTheEnd;
        if (running != Turn.Kind.USUAL && toTheEnd) {
            lastRepair = lastTurn;
            never = false;
        }
        if (report.outcome() != Outcome.FAILED) {
            retry.forget();
        } else if (owed && schedule instanceof Cron) {
            retry.failed();
        }
    }

    /** Looks into the ledger until it has been read once; without it no repair begins, because none may be due. */
    private void learn(Instant now) {
        if (known
                || notRead.filter(at -> steady.since(at).compareTo(LONGEST_WAIT) < 0)
                        .isPresent()) {
            return;
        }
        try {
            learn(read(now), now);
            known = true;
            notRead.ifPresent(at -> LOG.info("The ledger has been read, so repairs begin when they are due"));
        } catch (OperatorException e) {
            if (notRead.isEmpty()) {
                LOG.atWarn()
                        .addKeyValue("reason", e.getMessage())
                        .log("The ledger cannot be read: a turn begins now, as none before it is known, and no repair"
                                + " until it can");
            }
            notRead = Optional.of(steady.instant());
        }
    }

    private LastTurns read(Instant now) {
        Instant since = now.minus(schedule.threeTurns(now));
        LastTurns last = ledger.apply(
                repair.map(cron -> cron.last(now)).filter(since::isAfter).orElse(since));
        never = repair.isPresent()
                && !last.everythingRead()
                && !ledger.apply(Instant.EPOCH).everythingRead();
        return last;
    }

    private void learn(LastTurns last, Instant now) {
        lastRepair = last.repair();
        if (lastTurn.isEmpty()) {
            goOnFrom(last, now);
            // It may be what ended the process before this one.
            repairWaits = repair.isPresent() && isOver(repairLeft(now));
        }
    }

    private void goOnFrom(LastTurns last, Instant now) {
        lastTurn = last.turn();
        if (lastTurn.isPresent() && schedule instanceof Schedule.Every every) {
            Duration left = shorter(Duration.between(now, schedule.next(lastTurn.get())), every.every());
            due = steady.instant().plus(left);
            jitter = left.isNegative() ? jitter : Duration.ZERO;
        }
    }

    private Turn.Kind kind(Instant now) {
        if (known && never) {
            return Turn.Kind.FIRST;
        }
        return repairPossible() && isOver(repairLeft(now)) ? Turn.Kind.REPAIR : Turn.Kind.USUAL;
    }

    private Duration usualLeft(Instant now) {
        Duration left = scheduleLeft(now);
        return retry.left().map(again -> shorter(again, left)).orElse(left);
    }

    private Duration scheduleLeft(Instant now) {
        Duration bySetClock =
                lastTurn.map(last -> Duration.between(now, schedule.next(last))).orElse(Duration.ZERO);
        if (schedule instanceof Cron) {
            return bySetClock;
        }
        Duration bySteadyClock = due.equals(Instant.MIN) ? Duration.ZERO : Duration.between(steady.instant(), due);
        return longApart() ? shorter(bySteadyClock, bySetClock) : bySteadyClock;
    }

    /** The steady clock stands still while a host sleeps. */
    private boolean longApart() {
        return schedule instanceof Schedule.Every every && every.every().compareTo(LONG_APART) >= 0;
    }

    private boolean repairPossible() {
        return known && repair.isPresent() && !repairWaits && !never;
    }

    private Duration repairLeft(Instant now) {
        return lastRepair
                .map(last -> Duration.between(now, repair.orElseThrow().next(last)))
                .orElse(Duration.ZERO);
    }

    private static boolean isOver(Duration left) {
        return left.compareTo(Duration.ZERO) <= 0;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
