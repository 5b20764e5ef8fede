package io.jststream.transformer.replay;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads a range of a partition once, to find the records in it that a later one supersedes. */
final class ReadAhead {
    private static final Duration POLL = Duration.ofMillis(500);
    /** Polls in a row that bring nothing, after which nothing is expected any more: 30 s. */
    private static final int MOST_EMPTY_POLLS = 60;

    private final LastVersions last = new LastVersions();
    private final Superseded superseded = new Superseded();
    private final RowKeys rows;

    private ReadAhead(RowKeys rows) {
        this.rows = rows;
    }

    /**
     * Reads from one offset to another, or to where an open transaction begins: what is not committed yet has not reached the
     * table either, so it need not keep older versions out of it. The consumer must read committed records only.
     */
    static Superseded between(
            long from, long until, TopicPartition partition, Consumer<byte[], byte[]> consumer, RowKeys rows) {
        ReadAhead ahead = new ReadAhead(rows);
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        long end = Math.min(until, consumer.endOffsets(List.of(partition)).getOrDefault(partition, from));
        int empty = 0;
        for (long position = from; position < end; ) {
            if (empty == MOST_EMPTY_POLLS) {
                throw new TimeoutException("nothing has arrived for "
                        + POLL.multipliedBy(MOST_EMPTY_POLLS).toSeconds() + " s: " + partition
                        + " is read ahead up to " + position + " of " + end);
            }
            for (ConsumerRecord<byte[], byte[]> raw : consumer.poll(POLL).records(partition)) {
                if (raw.offset() < end) {
                    ahead.take(raw);
                }
            }
            empty = consumer.position(partition) > position ? 0 : empty + 1;
            position = consumer.position(partition);
        }
        return ahead.superseded;
    }

    private void take(ConsumerRecord<byte[], byte[]> raw) {
        byte[] row = rows.of(raw.key(), raw.value(), raw.headers());
        if (row != null) {
            long before = last.replace(row, raw.offset());
            if (before != LastVersions.NONE) {
                superseded.add(before);
            }
        }
    }
}
