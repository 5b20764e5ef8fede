package io.jststream.transformer.replay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history of one partition, mapped again by the task that maps what is new in it, so that what comes out of either has one
 * order. From its end to its beginning: the first version of a row that it comes to is the last one, and the others are left out,
 * as is a row whose new version the task maps meanwhile. Goes on for a short time whenever it is told to, so that new records wait
 * no longer than that. Belongs to one task and, like that, to one thread.
 */
public final class PartitionReplay implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PartitionReplay.class);
    private static final Duration LONGEST_COMMIT = Duration.ofSeconds(1);
    private static final long TELL_EVERY_NANOS = Duration.ofSeconds(10).toNanos();
    /** Half of what may wait for the sinks in any case: how far they are is looked at five times a second. */
    private static final int MOST_RECORDS_A_ROUND = 10_000;
    /** Between two looks at the clock. */
    private static final int MOST_RECORDS_AT_ONCE = 250;

    private final TopicPartition raw;
    private final Consumer<byte[], byte[]> consumer;
    private final ReplayOffsets offsets;
    private final Turns turns;
    private final BooleanSupplier sinks;
    private final ReplayPlace begun;
    private final LastVersions rows = new LastVersions();

    private Stage stage = Stage.RECALLS;
    private BackwardReader history;
    private ReplayPlace place;
    private long aborted;
    private long told = System.nanoTime();

    private enum Stage {
        /** what a task before this one has mapped */
        RECALLS,
        MAPS,
        COMMITS,
        IS_OVER
    }

    /** Hears of each record of the history, the last one first. */
    public interface Listener {
        /** Was mapped again by a task before this one: what row it is a version of has to be known. */
        void recall(ConsumerRecord<byte[], byte[]> raw);

        /** To be mapped again. */
        void map(ConsumerRecord<byte[], byte[]> raw);
    }

    /**
     * A replay that begins or goes on.
     *
     * @param committed how far it is
     * @param position where the task begins: what it maps from there on is no history
     * @param consumer reads committed records only, in the group of {@code offsets}; closed with this
     * @param sinks whether as much waits for the sinks as a new record should have before it
     */
    PartitionReplay(
            TopicPartition raw,
            ReplayPlace committed,
            long position,
            Consumer<byte[], byte[]> consumer,
            ReplayOffsets offsets,
            Turns turns,
            BooleanSupplier sinks) {
        this.raw = raw;
        this.consumer = consumer;
        this.offsets = offsets;
        this.turns = turns;
        this.sinks = sinks;
        this.aborted = offsets.aborted();
        consumer.assign(List.of(raw));
        long beginning = consumer.beginningOffsets(List.of(raw)).getOrDefault(raw, 0L);
        long end = Math.min(position, consumer.endOffsets(List.of(raw)).getOrDefault(raw, position));
        this.begun = committed.within(beginning, end);
        this.place = begun;
        this.history = new BackwardReader(consumer, raw, place.down(), end);
        if (history.isAtItsEnd()) {
            beginToMap();
        }
        turns.join(this);
        tell("A replay begins: records that have a later version are left out");
    }

    /** Notes a version of a row that is mapped, new or old; returns false where a later one is known. */
    public boolean noteVersion(byte[] row, long offset) {
        return rows.note(row, offset) == offset;
    }

    /** Whether all of the history has been mapped, and whatever came out of it is committed. */
    public boolean isOver() {
        return stage == Stage.IS_OVER;
    }

    /** Goes on for a turn, where it has one. */
    public void proceed(Listener listener) {
        if (aborted != offsets.aborted() && !rewind()) {
            return;
        }
        switch (stage) {
            case RECALLS, MAPS -> {
                if (turns.has(this)) {
                    takeTurn(listener);
                }
            }
            case COMMITS -> commit();
            case IS_OVER -> {}
        }
    }

    private void takeTurn(Listener listener) {
        try {
            long end = System.nanoTime() + turns.begin();
            if (stage == Stage.RECALLS) {
                recall(listener, end);
            } else {
                map(listener, end);
            }
        } finally {
            turns.end(this);
        }
    }

    private void recall(Listener listener, long end) {
        List<ConsumerRecord<byte[], byte[]>> records;
        do {
            records = history.before(MOST_RECORDS_AT_ONCE, end);
            records.forEach(listener::recall);
        } while (!records.isEmpty() && System.nanoTime() < end);
        tellNowAndThen("A replay goes on: reads once more what was mapped before");
        if (history.isAtItsEnd()) {
            beginToMap();
        }
    }

    private void beginToMap() {
        history = new BackwardReader(consumer, raw, place.from(), place.down());
        stage = Stage.MAPS;
    }

    private void map(Listener listener, long end) {
        if (turns.areFull(sinks)) {
            tellNowAndThen("A replay waits for the sinks, which have enough to write");
            return;
        }
        int left = MOST_RECORDS_A_ROUND / turns.sharedBy();
        boolean more = true;
        while (more && left > 0 && System.nanoTime() < end) {
            List<ConsumerRecord<byte[], byte[]>> records = history.before(Math.min(left, MOST_RECORDS_AT_ONCE), end);
            records.forEach(listener::map);
            if (history.position() < place.down()) {
                place = place.downTo(history.position());
                offsets.note(raw, place.committed());
            }
            left -= records.size();
            more = !records.isEmpty();
        }
        tellNowAndThen(
                more ? "A replay is going on" : "A replay waits for Kafka to send it the records before an offset");
        if (history.isAtItsEnd()) {
            offsets.note(raw, place.committed());
            turns.leave(this);
            stage = Stage.COMMITS;
        }
    }

    /** What comes out of the last records takes the note along; where nothing came out there is no transaction to do so. */
    private void commit() {
        if (offsets.isNoted(raw)) {
            if (offsets.isInTransaction()) {
                return;
            }
            try {
                consumer.commitSync(Map.of(raw, place.committed()), LONGEST_COMMIT);
            } catch (TimeoutException nextTime) {
                return;
            }
            offsets.forget(raw);
        }
        tell("A replay is over");
        stage = Stage.IS_OVER;
    }

    /** What came out of this thread's last records is not there, so they are mapped once more. Returns false where Kafka does not say which. */
    private boolean rewind() {
        long known = offsets.aborted();
        if (stage == Stage.MAPS || stage == Stage.COMMITS) {
            OffsetAndMetadata committed;
            try {
                committed = consumer.committed(Set.of(raw)).get(raw);
            } catch (TimeoutException nextTime) {
                return false;
            }
            place = committed == null
                    ? begun
                    : ReplayPlace.of(committed, begun.down()).within(begun.from(), begun.down());
            turns.join(this);
            beginToMap();
        }
        aborted = known;
        return true;
    }

    private void tellNowAndThen(String message) {
        if (System.nanoTime() - told > TELL_EVERY_NANOS) {
            tell(message);
        }
    }

    private void tell(String message) {
        told = System.nanoTime();
        log.atInfo()
                .addKeyValue("topic", raw.topic())
                .addKeyValue("partition", raw.partition())
                .addKeyValue("from", place.from())
                .addKeyValue("offset", history.position())
                .log(message);
    }

    @Override
    public void close() {
        offsets.forget(raw);
        turns.leave(this);
        consumer.close();
    }
}
