package io.jststream.transformer.replay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** The history of a partition that stands still: {@code "a 1"} is version 1 of the row a, {@code "a"} a tombstone of it. */
public final class Past {
    public static final TopicPartition RAW = new TopicPartition("jst.shops.raw", 2);

    /** How often nobody says what is committed. */
    int refusals;

    final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            arrive();
            return super.poll(timeout);
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            if (refusals-- > 0) {
                throw new TimeoutException("no coordinator");
            }
            return super.committed(partitions);
        }
    };
    private final List<String> versions;

    public Past(String... versions) {
        this.versions = List.of(versions);
        consumer.updateBeginningOffsets(Map.of(RAW, 0L));
        consumer.updateEndOffsets(Map.of(RAW, (long) versions.length));
    }

    /** A replay of all of it. */
    public PartitionReplay replay() {
        return replay(new OffsetAndMetadata(0));
    }

    /** One that goes on, or is asked for. */
    public PartitionReplay replay(OffsetAndMetadata committed) {
        return replay(
                committed,
                versions.size(),
                new ReplayOffsets(consumer.groupMetadata()),
                new Turns(secondsApart()),
                () -> false);
    }

    PartitionReplay replay(
            OffsetAndMetadata committed, long position, ReplayOffsets offsets, Turns turns, BooleanSupplier backlog) {
        return new PartitionReplay(
                RAW, ReplayPlace.of(committed, position), position, consumer, offsets, turns, backlog);
    }

    /** A clock that goes on by a second whenever somebody looks. */
    static LongSupplier secondsApart() {
        AtomicLong nanos = new AtomicLong();
        return () -> nanos.addAndGet(1_000_000_000);
    }

    private void arrive() {
        for (int offset = (int) consumer.position(RAW); offset < versions.size(); offset++) {
            String[] keyAndValue = versions.get(offset).split(" ");
            consumer.addRecord(record(
                    offset,
                    keyAndValue[0].getBytes(StandardCharsets.UTF_8),
                    keyAndValue.length == 1 ? null : keyAndValue[1].getBytes(StandardCharsets.UTF_8)));
        }
    }

    static ConsumerRecord<byte[], byte[]> record(long offset, byte[] key, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                RAW.topic(),
                RAW.partition(),
                offset,
                0,
                TimestampType.CREATE_TIME,
                key.length,
                value == null ? ConsumerRecord.NULL_SIZE : value.length,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
