package io.jststream.connect;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Attempts at something that may not be ready yet, a quarter of a second apart, for a limited time. Not thread-safe. */
final class Attempts {
    private static final long PAUSE_MILLIS = 250;

    private final long deadline;

    Attempts(Duration atMost) {
        this.deadline = System.nanoTime() + atMost.toNanos();
    }

    /** Pauses and returns true, or returns false at once when the time is over. */
    boolean another() throws InterruptedException {
        if (System.nanoTime() > deadline) {
            return false;
        }
        return !new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
