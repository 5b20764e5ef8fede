package io.jststream.producer.sweep;

import io.jststream.producer.api.Sleeper;
import io.jststream.producer.api.SteadyClock;
import java.time.Duration;
import java.time.Instant;

/** Sweeps one API again and again. Turns never overlap; a failed sweep is tried again at the next turn. */
public final class PollLoop {
    private final Turn sweep;
    private final Duration every;
    private final SteadyClock clock;
    private final Sleeper sleeper;

    public PollLoop(Turn sweep, Duration every, SteadyClock clock, Sleeper sleeper) {
        this.sweep = sweep;
        this.every = every;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    // region poll-loop
    /** Runs until the sleeper throws, which it does as soon as the process is asked to stop. */
    public void run() throws InterruptedException {
        while (true) {
            Instant turn = clock.instant();
            sweep.read();
            sleeper.sleep(until(turn.plus(every)));
        }
    }
    // endregion

    private Duration until(Instant next) {
        Duration left = Duration.between(clock.instant(), next);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
