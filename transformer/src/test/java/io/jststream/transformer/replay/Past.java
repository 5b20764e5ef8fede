package io.jststream.transformer.replay;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** The history of a partition that stands still: {@code "a 1"} is version 1 of the row a, {@code "a"} a tombstone of it. */
public final class Past {
    public static final TopicPartition RAW = new TopicPartition("jst.shops.raw", 2);

    /** A value that the mapping refuses. */
    static final String BAD = "bad";

    final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final List<String> versions;

    public Past(String... versions) {
        this.versions = List.of(versions);
        consumer.updateBeginningOffsets(Map.of(RAW, 0L));
        consumer.updateEndOffsets(Map.of(RAW, (long) versions.length));
    }

    /** A replay of all of it, whose rows have the raw key. */
    public PartitionReplay replay() {
        return replay(
                0,
                versions.size(),
                new ReplayOffsets(consumer.groupMetadata()),
                new ReadAheads(Runnable::run),
                new Turns(secondsApart()),
                () -> false);
    }

    PartitionReplay replay(
            long from, long until, ReplayOffsets offsets, ReadAheads readAheads, Turns turns, BooleanSupplier backlog) {
        consumer.schedulePollTask(this::arrive);
        return new PartitionReplay(
                RAW,
                from,
                until,
                consumer,
                (key, value, headers) -> value != null && BAD.equals(text(value)) ? null : key,
                offsets,
                readAheads,
                turns,
                backlog);
    }

    /** A clock that goes on by a second whenever somebody looks. */
    static LongSupplier secondsApart() {
        AtomicLong nanos = new AtomicLong();
        return () -> nanos.addAndGet(1_000_000_000);
    }

    /** What the next poll finds. */
    public void arrive() {
        for (int offset = (int) consumer.position(RAW); offset < versions.size(); offset++) {
            String[] keyAndValue = versions.get(offset).split(" ");
            String value = keyAndValue.length == 1 ? null : keyAndValue[1];
            byte[] key = bytes(keyAndValue[0]);
            consumer.addRecord(new ConsumerRecord<>(
                    RAW.topic(),
                    RAW.partition(),
                    offset,
                    0,
                    TimestampType.CREATE_TIME,
                    ConsumerRecord.NULL_SIZE,
                    ConsumerRecord.NULL_SIZE,
                    key,
                    value == null ? null : bytes(value),
                    new RecordHeaders(),
                    Optional.empty()));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
