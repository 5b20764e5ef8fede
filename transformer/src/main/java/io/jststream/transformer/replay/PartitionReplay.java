package io.jststream.transformer.replay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history of one partition, mapped again by the task that maps what is new in it, so that what comes out of either has one
 * order. It is read twice: first, beside the task, to find the records that have a later version, then to map the others. A row
 * whose new version the task maps meanwhile is left out too. Goes on for a short time whenever it is told to, so that new records
 * wait no longer than that. Belongs to one task and, like that, to one thread, which another one reads ahead for.
 */
public final class PartitionReplay implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PartitionReplay.class);
    private static final Duration LONGEST_POLL = Duration.ofMillis(20);
    private static final Duration LONGEST_COMMIT = Duration.ofSeconds(1);
    private static final long TELL_EVERY_NANOS = Duration.ofSeconds(10).toNanos();
    /** Half of what may wait for the sinks in any case, which nobody looks at within a round. */
    private static final int MOST_RECORDS_A_ROUND = 10_000;

    private final TopicPartition raw;
    private final long from;
    private final long until;
    private final Consumer<byte[], byte[]> consumer;
    private final ReplayOffsets offsets;
    private final Turns turns;
    private final BooleanSupplier backlog;
    private final ReadAheads readAheads;
    private final CompletableFuture<Superseded> ahead;
    private final LastVersions mappedSince = new LastVersions();

    private Stage stage = Stage.READS_AHEAD;
    private Superseded superseded = Superseded.NONE;
    private long position;
    private long aborted;
    private long told = System.nanoTime();
    /** Whether those that began with it have been read ahead as well. */
    private boolean together;

    private volatile boolean closed;

    private enum Stage {
        /** or waits until those before it have; another thread has the consumer meanwhile */
        READS_AHEAD,
        MAPS,
        COMMITS,
        IS_OVER
    }

    /** Hears of each record of the history. */
    public interface Listener {
        /** To be mapped again. */
        void map(ConsumerRecord<byte[], byte[]> raw);

        /** To be left out: it has a later version. */
        void leaveOut();
    }

    /**
     * A replay from one offset up to another, both of them committed; to the end of a topic that was made anew meanwhile.
     *
     * @param consumer reads committed records only, in the group of {@code offsets}; closed with this
     * @param backlog whether as much waits for the sinks as a new record should have before it
     */
    PartitionReplay(
            TopicPartition raw,
            long from,
            long until,
            Consumer<byte[], byte[]> consumer,
            RowKeys rows,
            ReplayOffsets offsets,
            ReadAheads readAheads,
            Turns turns,
            BooleanSupplier backlog) {
        this.raw = raw;
        this.from = from;
        this.consumer = consumer;
        this.offsets = offsets;
        this.readAheads = readAheads;
        this.turns = turns;
        this.backlog = backlog;
        this.aborted = offsets.aborted();
        consumer.assign(List.of(raw));
        this.until = Math.min(until, consumer.endOffsets(List.of(raw)).getOrDefault(raw, until));
        seek(from);
        this.ahead = readAheads.begin(() -> readAhead(rows));
    }

    /** Notes that a new version of the row has been mapped. */
    public void mapped(byte[] row) {
        mappedSince.replace(row, 0);
    }

    /** Whether a new version of the row has been mapped since the replay began. */
    public boolean hasNewVersion(byte[] row) {
        return mappedSince.of(row) != LastVersions.NONE;
    }

    /** Whether all of the history has been mapped, and whatever came out of it is committed. */
    public boolean isOver() {
        return stage == Stage.IS_OVER;
    }

    /** Goes on for a turn, where it has one. */
    public void proceed(Listener listener) {
        if (aborted != offsets.aborted()) {
            rewind();
        }
        switch (stage) {
            case READS_AHEAD -> {
                if (ahead.isDone()) {
                    begin(found());
                }
            }
            case MAPS -> {
                if ((together || beginsWithOthers()) && turns.has(this)) {
                    takeTurn(listener);
                }
            }
            case COMMITS -> commit();
            case IS_OVER -> {}
        }
    }

    private void takeTurn(Listener listener) {
        try {
            map(listener);
        } finally {
            turns.end(this);
        }
    }

    /** On another thread than all the rest. */
    private Superseded readAhead(RowKeys rows) {
        ReadAhead read = new ReadAhead(rows);
        try {
            while (!closed && position < until) {
                poll(System.nanoTime() + LONGEST_POLL.toNanos()).forEach(read::take);
                tellNowAndThen("A replay reads ahead, to find records that have a later version");
            }
        } catch (WakeupException closing) {
            // nobody asks for what has been found
        }
        return read.superseded();
    }

    /** Or what kept it from being found, for whoever judges the faults of a stream thread. */
    private Superseded found() {
        try {
            return ahead.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException fault ? fault : e;
        }
    }

    private void begin(Superseded found) {
        superseded = found;
        tell("A replay begins: records that have a later version are left out");
        seek(from);
        stage = Stage.MAPS;
    }

    /** It has no turns before, or those that map already would wait for it to take its own. */
    private boolean beginsWithOthers() {
        together = readAheads.areOver();
        if (together) {
            turns.join(this);
        } else {
            tellNowAndThen("A replay waits for others to be read ahead");
        }
        return together;
    }

    private void map(Listener listener) {
        long end = System.nanoTime() + turns.begin();
        int most = MOST_RECORDS_A_ROUND / turns.sharedBy();
        int handed = 0;
        boolean more = true;
        while (more && position < until && handed < most && System.nanoTime() < end) {
            if (backlog.getAsBoolean()) {
                tellNowAndThen("A replay waits for the sinks, which have enough to write");
                return;
            }
            List<ConsumerRecord<byte[], byte[]>> records = poll(end);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (superseded.contains(record.offset())) {
                    listener.leaveOut();
                } else {
                    listener.map(record);
                }
            }
            offsets.note(raw, new OffsetAndMetadata(Math.min(position, until)));
            handed += records.size();
            more = !records.isEmpty();
        }
        tellNowAndThen("A replay is going on");
        if (position >= until) {
            offsets.note(raw, ReplayOffsets.done(until));
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
                consumer.commitSync(Map.of(raw, ReplayOffsets.done(until)), LONGEST_COMMIT);
            } catch (TimeoutException nextTime) {
                return;
            }
            offsets.forget(raw);
        }
        tell("A replay is over");
        stage = Stage.IS_OVER;
    }

    /** What came out of this thread's last records is not there, so they are mapped once more. */
    private void rewind() {
        aborted = offsets.aborted();
        if (stage == Stage.MAPS || stage == Stage.COMMITS) {
            OffsetAndMetadata committed = consumer.committed(Set.of(raw)).get(raw);
            seek(committed == null ? from : committed.offset());
            if (stage == Stage.COMMITS) {
                turns.join(this);
                stage = Stage.MAPS;
            }
        }
    }

    private void seek(long offset) {
        consumer.seek(raw, offset);
        position = offset;
    }

    private List<ConsumerRecord<byte[], byte[]>> poll(long end) {
        Duration left = Duration.ofNanos(Math.max(0, Math.min(LONGEST_POLL.toNanos(), end - System.nanoTime())));
        List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(left).records(raw).stream()
                .filter(record -> record.offset() < until)
                .toList();
        try {
            position = consumer.position(raw, left);
        } catch (TimeoutException noLeader) {
            position = records.isEmpty()
                    ? position
                    : records.get(records.size() - 1).offset() + 1;
        }
        return records;
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
                .addKeyValue("offset", Math.min(position, until))
                .addKeyValue("until", until)
                .addKeyValue("superseded", superseded.size())
                .log(message);
    }

    @Override
    public void close() {
        offsets.forget(raw);
        turns.leave(this);
        closed = true;
        if (!ahead.isDone()) {
            consumer.wakeup();
        }
        // by whoever has the consumer
        CompletableFuture<Superseded> unused = ahead.whenComplete((found, failed) -> consumer.close());
    }
}
