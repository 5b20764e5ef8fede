package io.jststream.connect.watch;

import io.jststream.connect.watch.Waiting.Span;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * How long the same transaction has been open in a partition: whoever reads committed records alone comes no further than its
 * first record. Where one follows another, as in any busy partition, that place moves. Not thread-safe.
 */
final class OpenTransactions {
    private static final double NANOS = 1e9;

    private final LongSupplier nanos;
    private final Map<TopicPartition, Stop> stops = new HashMap<>();

    /** Where readers stop, and since when. */
    private record Stop(long at, long since) {}

    /** @param nanos a clock that nobody sets */
    OpenTransactions(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Looks at them, again and again.
     *
     * @param spans of each partition what has been written from the last stable offset on, nothing where no transaction is open
     */
    void look(Map<TopicPartition, Span> spans) {
        long now = nanos.getAsLong();
        spans.forEach((partition, span) -> {
            if (span.from() == span.to()) {
                stops.remove(partition);
            } else {
                stops.compute(
                        partition,
                        (of, before) ->
                                before != null && before.at() == span.from() ? before : new Stop(span.from(), now));
            }
        });
    }

    /** For how long, as of now; 0 where none is open. */
    double seconds(TopicPartition partition) {
        Stop stop = stops.get(partition);
        return stop == null ? 0 : (nanos.getAsLong() - stop.since()) / NANOS;
    }
}
