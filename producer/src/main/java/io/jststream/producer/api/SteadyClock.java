package io.jststream.producer.api;

import java.time.Duration;
import java.time.Instant;

/**
 * Tells how much time has passed. A machine's clock may be set, and a window or a turn measured by it would last as much
 * longer or shorter; this one goes on all the same. Its instants are for comparing with each other, and are no dates.
 */
@FunctionalInterface
public interface SteadyClock {
    Instant instant();

    /** How long ago that was. */
    default Duration since(Instant earlier) {
        return Duration.between(earlier, instant());
    }

    /** The JVM's. */
    static SteadyClock system() {
        long start = System.nanoTime();
        return () -> Instant.EPOCH.plusNanos(System.nanoTime() - start);
    }
}
