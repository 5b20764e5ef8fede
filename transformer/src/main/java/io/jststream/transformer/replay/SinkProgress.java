package io.jststream.transformer.replay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Judges by what was seen of the sinks whether they have enough to write. Not thread-safe. */
final class SinkProgress {
    /** So much may wait for sinks of which nobody knows how fast they are. */
    private static final long RECORDS = 20_000;
    /** What they write in so many seconds may wait; half a second of it they may have written and not committed yet. */
    private static final double SECONDS = 1.0;

    private static final long LOOKS_BACK_NANOS = Duration.ofSeconds(2).toNanos();

    private static final long STANDS_NANOS = Duration.ofSeconds(3).toNanos();

    private @Nullable Seen before;
    private long since;
    private @Nullable Map<TopicPartition, Long> letThrough;
    /** What was seen lately, the oldest first: of what is older the last one. */
    private final Deque<Moment> lately = new ArrayDeque<>();

    private record Moment(Seen seen, long nanos) {}

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

        /** Records that the sinks of both have written since then. */
        private long writtenSince(Seen then) {
            long more = 0;
            for (Map.Entry<TopicPartition, Long> sink : written.entrySet()) {
                more += sink.getValue() - then.written.getOrDefault(sink.getKey(), sink.getValue());
            }
            return more;
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
        if (seen.left() <= most(seen, now)) {
            return false;
        }
        if (now - since < STANDS_NANOS || seen.written().equals(letThrough)) {
            return true;
        }
        letThrough = seen.written();
        return false;
    }

    /** How many records may wait. */
    private long most(Seen seen, long now) {
        lately.add(new Moment(seen, now));
        Moment first = lately.remove();
        while (!lately.isEmpty() && now - lately.element().nanos() >= LOOKS_BACK_NANOS) {
            first = lately.remove();
        }
        lately.addFirst(first);
        long nanos = now - first.nanos();
        if (nanos < LOOKS_BACK_NANOS) {
            return RECORDS;
        }
        double aSecond = 1e9 * seen.writtenSince(first.seen()) / nanos;
        return Math.max(RECORDS, (long) (SECONDS * aSecond));
    }
}
