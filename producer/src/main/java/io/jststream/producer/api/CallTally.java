package io.jststream.producer.api;

import java.time.Duration;

/** Counts the calls of one purpose, whoever else uses the account meanwhile. Not thread-safe. */
public final class CallTally {
    private long calls;
    private Duration waited = Duration.ZERO;

    void attempted(Duration wait) {
        calls++;
        waited = waited.plus(wait);
    }

    /** Calls made, failed attempts among them. Those for a token are the account's and count for nobody. */
    public long calls() {
        return calls;
    }

    /** Time that the calls have waited for the quota. */
    public Duration waited() {
        return waited;
    }
}
