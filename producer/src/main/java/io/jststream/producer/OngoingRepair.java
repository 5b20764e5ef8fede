package io.jststream.producer;

import io.jststream.producer.api.SteadyClock;
import io.jststream.producer.turn.Turn;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Whether a reader has a repair under way that gets on: it may take longer than three turns, and while page comes after page
 * nobody has to be told that no sweep has ended. Thread-safe.
 */
final class OngoingRepair {
    private final InstantSource clock;
    private final SteadyClock steady;
    private volatile Optional<Step> last = Optional.empty();

    /** The beginning of the repair, or a page of it. */
    private record Step(Instant at, Instant steadyAt) {}

    OngoingRepair(String integration, MeterRegistry metrics, InstantSource clock, SteadyClock steady) {
        this.clock = clock;
        this.steady = steady;
        Gauge.builder("jst.repair.page.timestamp.seconds", this, OngoingRepair::lastPageSeconds)
                .description(
                        "When the repair under way read its last page, seconds since 1970; 0 where none is under way")
                .tag("integration", integration)
                .register(metrics);
    }

    /** The same turns, watched. */
    Turn watched(Turn turn) {
        return kind -> {
            last = kind == Turn.Kind.REPAIR ? Optional.of(now()) : Optional.empty();
            try {
                return turn.read(kind);
            } finally {
                last = Optional.empty();
            }
        };
    }

    /** A page has been read, in whatever turn. */
    void pageRead() {
        last = last.map(step -> now());
    }

    /** Whether a repair is under way whose last page is no longer ago than that. */
    boolean getsOn(Duration longest) {
        return last.filter(step -> steady.since(step.steadyAt()).compareTo(longest) <= 0)
                .isPresent();
    }

    private Step now() {
        return new Step(clock.instant(), steady.instant());
    }

    private double lastPageSeconds() {
        return last.map(step -> step.at().getEpochSecond()).orElse(0L);
    }
}
