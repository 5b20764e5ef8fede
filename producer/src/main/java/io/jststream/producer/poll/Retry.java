package io.jststream.producer.poll;

import io.jststream.producer.api.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a turn that failed is tried again, where the next time of the day may be a day away: each time after twice as long. Not
 * thread-safe.
 */
final class Retry {
    private static final Duration FIRST = Duration.ofMinutes(10);

    private final SteadyClock steady;
    private Duration pause = FIRST;
    private Optional<Instant> due = Optional.empty();

    Retry(SteadyClock steady) {
        this.steady = steady;
    }

    void failed() {
        due = Optional.of(steady.instant().plus(pause));
        pause = pause.multipliedBy(2);
    }

    /** Nothing is to be tried again, and what fails next begins with the shortest pause. */
    void forget() {
        due = Optional.empty();
        pause = FIRST;
    }

    /** How long it is until then; nothing where nothing has failed. */
    Optional<Duration> left() {
        return due.map(at -> Duration.between(steady.instant(), at));
    }
}
