package io.jststream.integration;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What {@code LAST_SYNC_TIME} stands for in a request.
 *
 * @param overlap how far it lies before the start of the last whole sweep: what was changed meanwhile may have been shown too late
 * @param history how far it lies before the start of a sweep that reads everything: the first one, and a repair
 */
public record LastSync(Duration overlap, Duration history) {
    /** Of a sweep that reads what is new, or everything where none has come to its end. */
    public Instant since(Optional<Instant> lastWhole, Instant started) {
        return lastWhole
                // It lies ahead where the clock has been set back since.
                .map(last -> earlier(last, started).minus(overlap))
                .orElse(started.minus(history));
    }

    /** Of a sweep that reads everything: nothing stays unread behind a last one that lies before the history. */
    public Instant sinceAll(Optional<Instant> lastWhole, Instant started) {
        return earlier(since(lastWhole, started), started.minus(history));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
