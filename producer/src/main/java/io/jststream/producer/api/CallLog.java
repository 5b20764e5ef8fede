package io.jststream.producer.api;

import java.time.Duration;
import java.util.List;

/**
 * Remembers an account's calls beyond the process that made them: whoever reads the account next, after a move or a restart,
 * must keep the quota together with whoever read it before. Thread-safe.
 */
public interface CallLog {
    /** Remembers nothing: for an account that nobody else reads. */
    CallLog NONE = new CallLog() {
        @Override
        public List<Duration> lastMinute() {
            return List.of();
        }

        @Override
        public void add() {}
    };

    /** How long ago each call of the last minute was made, whoever made it; the oldest first. */
    List<Duration> lastMinute() throws InterruptedException;

    /** Notes a call; returns when that will not be lost, and only then the call may be made. */
    void add() throws InterruptedException;
}
