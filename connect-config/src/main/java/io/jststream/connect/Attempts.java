package io.jststream.connect;

import io.jststream.service.Program;
import java.time.Duration;

/** Attempts at something that may not be ready yet, a quarter of a second apart, for a limited time. Not thread-safe. */
final class Attempts {
    private static final long PAUSE_MILLIS = 250;

    private final long deadline;
    private final Program.Stop stop;

    Attempts(Duration atMost) {
        this(atMost, new Program.Stop());
    }

    /** Which end, too, when the process is told to stop. */
    Attempts(Duration atMost, Program.Stop stop) {
        this.deadline = System.nanoTime() + atMost.toNanos();
        this.stop = stop;
    }

    /** Pauses and returns true, or returns false at once when the time is over or the process is told to stop. */
    boolean another() throws InterruptedException {
        if (System.nanoTime() > deadline) {
            return false;
        }
        return !stop.await(PAUSE_MILLIS);
    }
}
