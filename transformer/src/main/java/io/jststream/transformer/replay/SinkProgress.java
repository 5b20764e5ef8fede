package io.jststream.transformer.replay;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Judges by what was seen of the sinks whether they have enough to write. Not thread-safe. */
final class SinkProgress {
    /** About a second of what one sink writes. */
    static final long MOST_RECORDS = 20_000;

    private static final long STANDS_NANOS = Duration.ofSeconds(3).toNanos();

    private @Nullable Seen before;
    private long since;
    private @Nullable Map<TopicPartition, Long> letThrough;

    /** What the sinks have committed, and where the topics end. */
    record Seen(Map<TopicPartition, Long> written, Map<TopicPartition, Long> ends) {
        /** Records, markers and what was aborted. */
        private long left() {
            long left = 0;
            for (Map.Entry<TopicPartition, Long> sink : written.entrySet()) {
                left += ends.getOrDefault(sink.getKey(), sink.getValue()) - sink.getValue();
            }
            return left;
        }
    }

    /**
     * Whether a replay should wait. What a killed instance has aborted looks as if it were still to be written, and no sink ever
     * commits it until a record stands behind it: where nothing moves, something is let through, once.
     */
    boolean isFull(Seen seen, long now) {
        if (!seen.equals(before)) {
            before = seen;
            since = now;
        }
        if (seen.left() <= MOST_RECORDS) {
            return false;
        }
        if (now - since < STANDS_NANOS || seen.written().equals(letThrough)) {
            return true;
        }
        letThrough = seen.written();
        return false;
    }
}
