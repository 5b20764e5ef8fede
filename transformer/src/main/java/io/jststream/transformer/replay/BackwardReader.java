package io.jststream.transformer.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads a range of a partition from its end to its beginning: stretch by stretch, each of them forward. Not thread-safe. */
final class BackwardReader {
    private static final Duration LONGEST_POLL = Duration.ofMillis(20);
    /** What a stretch should take in memory. */
    private static final int BYTES = 4 * 1024 * 1024;
    /** What a record takes beside its key and its value. */
    private static final int BYTES_OF_A_RECORD = 500;

    private static final int LONGEST = 100_000;

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final long from;
    /** What has been read of the stretch and was not handed on. */
    private final List<ConsumerRecord<byte[], byte[]>> stretch = new ArrayList<>();

    /** Where the stretch ends while it is read; then all records from here on have been handed on. */
    private long position;
    /** Where the stretch begins. */
    private long beginning;
    /** How far the stretch has been read, as long as it is not whole. */
    private long read;

    private boolean whole = true;
    /** Whether the end of the partition has to be asked for. */
    private boolean lost;

    private long bytes;
    private long length = 500;

    /** @param consumer of this partition alone, and of nobody else */
    BackwardReader(Consumer<byte[], byte[]> consumer, TopicPartition partition, long from, long until) {
        this.consumer = consumer;
        this.partition = partition;
        this.from = from;
        this.position = until;
    }

    /** Whether all records have been handed on. */
    boolean isAtItsEnd() {
        return position <= from;
    }

    /** All records from here on have been handed on. */
    long position() {
        return position;
    }

    /**
     * The next records, the last one first.
     *
     * @param deadline by {@link System#nanoTime()}, for waiting
     * @return empty where none have come in time, or there are no more
     */
    List<ConsumerRecord<byte[], byte[]>> before(int most, long deadline) {
        while ((!whole || stretch.isEmpty()) && !isAtItsEnd()) {
            readOn(deadline);
            if (!whole) {
                return List.of();
            }
            if (stretch.isEmpty()) {
                position = beginning;
            }
        }
        List<ConsumerRecord<byte[], byte[]>> handed = new ArrayList<>();
        while (!stretch.isEmpty() && handed.size() < most) {
            ConsumerRecord<byte[], byte[]> last = stretch.remove(stretch.size() - 1);
            handed.add(last);
            position = stretch.isEmpty() ? beginning : last.offset();
        }
        return handed;
    }

    /** Reads the stretch before the position, or the rest of it. */
    private void readOn(long deadline) {
        if (whole) {
            begin();
        } else if (lost) {
            goBack();
        }
        boolean more = !lost;
        while (more && read < position) {
            long before = read;
            poll(deadline);
            if (read < before) {
                goBack();
            } else if (read < position && bytes > 2 * BYTES && position - beginning > 1) {
                length = Math.max(1, (position - beginning) / 4);
                begin();
            }
            more = read > before && System.nanoTime() < deadline;
        }
        whole = read >= position;
        if (whole) {
            long offsets = position - beginning;
            length = Math.max(1, Math.min(LONGEST, Math.min(4 * offsets, offsets * BYTES / Math.max(1, bytes))));
        }
    }

    private void begin() {
        beginning = Math.max(from, position - length);
        read = beginning;
        bytes = 0;
        whole = false;
        stretch.clear();
        consumer.seek(partition, beginning);
    }

    /** The end of the partition was lost, with its leader, or the topic is another one. */
    private void goBack() {
        lost = true;
        try {
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, position);
            position = Math.max(from, Math.min(position, end));
            lost = false;
            begin();
        } catch (TimeoutException nextTime) {
            // by the next call
        }
    }

    private void poll(long deadline) {
        Duration left = Duration.ofNanos(Math.max(0, Math.min(LONGEST_POLL.toNanos(), deadline - System.nanoTime())));
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(left).records(partition)) {
            if (record.offset() >= beginning && record.offset() < position) {
                stretch.add(record);
                bytes += BYTES_OF_A_RECORD + record.serializedKeySize() + record.serializedValueSize();
            }
            read = record.offset() + 1;
        }
        try {
            read = consumer.position(partition, Duration.ZERO);
        } catch (TimeoutException notKnown) {
            // behind the last record
        }
    }
}
