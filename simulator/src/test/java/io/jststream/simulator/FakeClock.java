package io.jststream.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told to go on. Thread-safe. */
final class FakeClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-01T00:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    synchronized void forward(Duration time) {
        now = now.plus(time);
    }
}
