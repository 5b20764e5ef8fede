package io.jststream.transformer.replay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history of one partition, mapped again by the task that maps what is new in it, so that what comes out of either has one
 * order. It is read twice: first to find the records that have a later version, then to map the others. A row whose new version
 * the task maps meanwhile is left out too. Goes on for a short time whenever it is told to, so that new records wait no longer
 * than that. Belongs to one task and, like that, to one thread.
 */
public final class PartitionReplay implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PartitionReplay.class);
    private static final Duration LONGEST_POLL = Duration.ofMillis(20);
    private static final long TELL_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    private final TopicPartition raw;
    private final long from;
    private final long until;
    private final Consumer<byte[], byte[]> consumer;
    private final ReplayOffsets offsets;
    private final TimeShares shares;
    private final BooleanSupplier backlog;
    private final ReadAhead ahead;
    private final LastVersions mappedSince = new LastVersions();

    private Stage stage = Stage.WAITS;
    private Superseded superseded = Superseded.NONE;
    private long told = System.nanoTime();

    private enum Stage {
        /** until no other partition is read ahead, which needs memory for every row of it */
        WAITS,
        READS_AHEAD,
        MAPS,
        COMMITS,
        IS_OVER
    }

    /** What a record of the history is given to. */
    @FunctionalInterface
    public interface Again {
        void map(ConsumerRecord<byte[], byte[]> raw);
    }

    /**
     * A replay from one offset up to another, both of them committed.
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
            TimeShares shares,
            BooleanSupplier backlog) {
        this.raw = raw;
        this.from = from;
        this.until = until;
        this.consumer = consumer;
        this.ahead = new ReadAhead(rows);
        this.offsets = offsets;
        this.shares = shares;
        this.backlog = backlog;
        consumer.assign(List.of(raw));
        consumer.seek(raw, from);
        shares.join();
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

    /**
     * Goes on for this replay's share of the time.
     *
     * @return how many records had a later version and were not handed on
     */
    public long proceed(Again again) {
        switch (stage) {
            case WAITS -> waitForTurn();
            case READS_AHEAD -> readAhead();
            case MAPS -> {
                return map(again);
            }
            case COMMITS -> commit();
            case IS_OVER -> {}
        }
        return 0;
    }

    private void waitForTurn() {
        if (shares.takeTurn(this)) {
            stage = Stage.READS_AHEAD;
        }
    }

    private void readAhead() {
        long end = System.nanoTime() + shares.nanos();
        while (position() < until && System.nanoTime() < end) {
            for (ConsumerRecord<byte[], byte[]> record : poll(end)) {
                ahead.take(record);
            }
        }
        if (position() >= until) {
            superseded = ahead.superseded();
            shares.giveTurnBack(this);
            tell("A replay begins: records that have a later version are left out");
            consumer.seek(raw, from);
            stage = Stage.MAPS;
        }
    }

    private long map(Again again) {
        long end = System.nanoTime() + shares.nanos();
        long leftOut = 0;
        while (position() < until && System.nanoTime() < end && !backlog.getAsBoolean()) {
            for (ConsumerRecord<byte[], byte[]> record : poll(end)) {
                if (superseded.contains(record.offset())) {
                    leftOut++;
                } else {
                    again.map(record);
                }
            }
            offsets.note(raw, new OffsetAndMetadata(Math.min(position(), until)), consumer.groupMetadata());
        }
        if (position() >= until) {
            offsets.note(raw, ReplayOffsets.done(until), consumer.groupMetadata());
            stage = Stage.COMMITS;
        } else if (System.nanoTime() - told > TELL_EVERY_NANOS) {
            tell(
                    backlog.getAsBoolean()
                            ? "A replay waits for the sinks, which have enough to write"
                            : "A replay is going on");
        }
        return leftOut;
    }

    /** What comes out of the last records takes the note along; where nothing came out there is no transaction to do so. */
    private void commit() {
        if (offsets.areNoted(raw)) {
            if (offsets.isInTransaction()) {
                return;
            }
            consumer.commitSync(Map.of(raw, ReplayOffsets.done(until)));
            offsets.forget(raw);
        }
        tell("A replay is over");
        stage = Stage.IS_OVER;
    }

    private long position() {
        return consumer.position(raw);
    }

    private List<ConsumerRecord<byte[], byte[]>> poll(long end) {
        long left = Math.max(0, end - System.nanoTime());
        Duration longest = Duration.ofNanos(Math.min(left, LONGEST_POLL.toNanos()));
        return consumer.poll(longest).records(raw).stream()
                .filter(record -> record.offset() < until)
                .toList();
    }

    private void tell(String message) {
        told = System.nanoTime();
        log.atInfo()
                .addKeyValue("topic", raw.topic())
                .addKeyValue("partition", raw.partition())
                .addKeyValue("offset", Math.min(position(), until))
                .addKeyValue("until", until)
                .addKeyValue("superseded", superseded.size())
                .log(message);
    }

    @Override
    public void close() {
        offsets.forget(raw);
        shares.leave(this);
        consumer.close();
    }
}
