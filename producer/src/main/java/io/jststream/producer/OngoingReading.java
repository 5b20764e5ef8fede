package io.jststream.producer;

import io.jststream.producer.api.SteadyClock;
import io.jststream.producer.turn.SweepReport;
import io.jststream.producer.turn.Turn;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Whether a reader has a turn under way that reads everything, and gets on: a repair, or the first reading. It may take longer
 * than three turns, and while page comes after page nobody has to be told that no sweep has ended. Thread-safe.
 */
final class OngoingReading {
    /** So many turns that were not whole show a first reading that fails, not one that is long. */
    private static final int MOST_IN_VAIN = 3;

    private final InstantSource clock;
    private final SteadyClock steady;
    private volatile Optional<Step> last = Optional.empty();
    /** Turns of this process that were not whole, one after the other. Used by the thread of the turns alone. */
    private int inVain;

    private enum Kind {
        REPAIR,
        FIRST
    }

    /** The beginning of such a turn, or a page of it. */
    private record Step(Kind kind, Instant at, Instant steadyAt) {}

    OngoingReading(String integration, MeterRegistry metrics, InstantSource clock, SteadyClock steady) {
        this.clock = clock;
        this.steady = steady;
        Gauge.builder("jst.repair.page.timestamp.seconds", this, reading -> reading.lastPageSeconds(Kind.REPAIR))
                .description(
                        "When the repair under way read its last page, seconds since 1970; 0 where none is under way")
                .tag("integration", integration)
                .register(metrics);
        Gauge.builder("jst.first.page.timestamp.seconds", this, reading -> reading.lastPageSeconds(Kind.FIRST))
                .description("When the first reading, while none before it was whole, read its last page, seconds since"
                        + " 1970; 0 where none is under way, or three have failed")
                .tag("integration", integration)
                .register(metrics);
    }

    /**
     * The same turns, watched.
     *
     * @param first whether no whole turn of the reader is known
     */
    Turn watched(Turn turn, BooleanSupplier first) {
        return kind -> {
            last = kind(kind, first).map(this::now);
            try {
                SweepReport report = turn.read(kind);
                inVain = report.outcome().whole() ? 0 : inVain + 1;
                return report;
            } finally {
                last = Optional.empty();
            }
        };
    }

    private Optional<Kind> kind(Turn.Kind kind, BooleanSupplier first) {
        if (kind == Turn.Kind.REPAIR) {
            return Optional.of(Kind.REPAIR);
        }
        return first.getAsBoolean() && inVain < MOST_IN_VAIN ? Optional.of(Kind.FIRST) : Optional.empty();
    }

    /** A page has been read, in whatever turn. */
    void pageRead() {
        last = last.map(step -> now(step.kind()));
    }

    /** Whether a repair is under way whose last page is no longer ago than that. A reader is not ready before its first reading is whole. */
    boolean repairGetsOn(Duration longest) {
        return last.filter(step -> step.kind() == Kind.REPAIR)
                .filter(step -> steady.since(step.steadyAt()).compareTo(longest) <= 0)
                .isPresent();
    }

    private Step now(Kind kind) {
        return new Step(kind, clock.instant(), steady.instant());
    }

    private double lastPageSeconds(Kind kind) {
        return last.filter(step -> step.kind() == kind)
                .map(step -> step.at().getEpochSecond())
                .orElse(0L);
    }
}
