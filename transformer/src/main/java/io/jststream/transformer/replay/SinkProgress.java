package io.jststream.transformer.replay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Judges by what was seen of the sinks whether they have enough to write. Not thread-safe. */
final class SinkProgress {
    /** So much may wait in any case. */
    private static final long RECORDS = 20_000;

    private static final long LOOKS_BACK_NANOS = Duration.ofSeconds(2).toNanos();

    private static final long STANDS_NANOS = Duration.ofSeconds(3).toNanos();

    private @Nullable Seen before;
    private long since;
    private @Nullable Map<TopicPartition, Long> letThrough;
    /** What was seen in the last two seconds, the oldest first, and what was seen last before that. */
    private final Deque<Moment> moments = new ArrayDeque<>();

    private record Moment(Seen seen, long nanos) {}

    /** What the sinks have committed, and where the topics end. */
    record Seen(Map<TopicPartition, Long> written, Map<TopicPartition, Long> ends) {
        /** Of each topic: records, markers and what was aborted. */
        private Map<String, Long> left() {
            Map<String, Long> left = new HashMap<>();
            written.forEach((sink, to) -> left.merge(sink.topic(), ends.getOrDefault(sink, to) - to, Long::sum));
            return left;
        }

        /** Of each topic, records that the sinks of both have written since then. */
        private Map<String, Long> writtenSince(Seen then) {
            Map<String, Long> more = new HashMap<>();
            written.forEach(
                    (sink, to) -> more.merge(sink.topic(), to - then.written.getOrDefault(sink, to), Long::sum));
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
        if (haveRoom(seen, now)) {
            return false;
        }
        if (now - since < STANDS_NANOS || seen.written().equals(letThrough)) {
            return true;
        }
        letThrough = seen.written();
        return false;
    }

    /** No sink has more left than it writes in a second, or all of them together have little. */
    private boolean haveRoom(Seen seen, long now) {
        Moment then = lately(seen, now);
        Map<String, Long> left = seen.left();
        if (left.values().stream().mapToLong(Long::longValue).sum() <= RECORDS) {
            return true;
        }
        if (now - then.nanos() < LOOKS_BACK_NANOS) {
            return false;
        }
        double seconds = (now - then.nanos()) / 1e9;
        Map<String, Long> written = seen.writtenSince(then.seen());
        return left.entrySet().stream()
                .allMatch(topic -> topic.getValue() * seconds <= written.getOrDefault(topic.getKey(), 0L));
    }

    /** What was seen two seconds ago or longer; until then, the first that was seen. */
    private Moment lately(Seen seen, long now) {
        moments.add(new Moment(seen, now));
        Moment then = moments.remove();
        while (!moments.isEmpty() && now - moments.element().nanos() >= LOOKS_BACK_NANOS) {
            then = moments.remove();
        }
        moments.addFirst(then);
        return then;
    }
}
