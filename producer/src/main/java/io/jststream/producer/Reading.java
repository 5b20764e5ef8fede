package io.jststream.producer;

import java.time.Duration;
import java.util.Optional;

/** An account that this instance is reading, on threads of its own. Thread-safe. */
interface Reading {
    /** Asks it to end; it does within seconds, and publishes the page that is under way as a whole or not at all. */
    void stop();

    /** Whether it has ended, asked to or not: it makes no call any more and publishes nothing. */
    boolean ended();

    /** Waits for that, at most so long. */
    void awaitEnd(Duration longest) throws InterruptedException;

    /** What ended it, where it was not asked to: an operator's matter where another producer has taken over. */
    Optional<RuntimeException> fault();

    /** Why its last sweeps are not what they should be; empty while they are. */
    Optional<String> notReady();
}
