package io.jststream.transformer.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

final class BackwardReaderTest {
    private static final int MEGABYTE = 1024 * 1024;

    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private int atOnce = 500;
    private int largeInARow;
    private int mostInARow;
    /** Where the position is after a poll. */
    private LongUnaryOperator jump = LongUnaryOperator.identity();

    /** How often nobody says where the partition ends. */
    private int refusals;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            records.stream()
                    .filter(record -> record.offset() >= position(Past.RAW))
                    .limit(atOnce)
                    .forEach(this::addRecord);
            ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
            super.seek(Past.RAW, jump.applyAsLong(position(Past.RAW)));
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                largeInARow = record.serializedValueSize() > MEGABYTE ? largeInARow + 1 : 0;
                mostInARow = Math.max(mostInARow, largeInARow);
            }
            return polled;
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            if (refusals-- > 0) {
                throw new TimeoutException("no leader");
            }
            return super.endOffsets(partitions);
        }

        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            largeInARow = 0;
            super.seek(partition, offset);
        }
    };

    @Test
    void readsFromTheEndToTheBeginning() {
        Random random = new Random(20261129);
        for (int trial = 0; trial < 50; trial++) {
            records.clear();
            int from = random.nextInt(1000);
            long offset = from;
            for (int i = random.nextInt(5000); i >= 0; i--) {
                offset += random.nextInt(10) == 0 ? 1 + random.nextInt(2000) : 1;
                records.add(Past.record(offset, new byte[8], new byte[random.nextInt(500)]));
            }
            atOnce = 1 + random.nextInt(700);

            assertEquals(offsets(records), readBack(reader(from, offset + 1)));
        }
    }

    @Test
    void holdsFewRecordsAtATimeWhereTheyAreLarge() {
        for (int offset = 0; offset < 300; offset++) {
            records.add(Past.record(offset, new byte[8], new byte[offset < 100 ? 3 * MEGABYTE : 0]));
        }
        atOnce = 1;
        BackwardReader reader = reader(0, 300);

        assertEquals(offsets(records), readBack(reader));
        assertTrue(mostInARow <= 4, mostInARow + " of them polled one after the other");
    }

    @Test
    void handsOnSoManyAsItIsAskedFor() {
        for (int offset = 0; offset < 10; offset++) {
            records.add(Past.record(offset, new byte[8], new byte[8]));
        }
        BackwardReader reader = reader(2, 8);

        assertEquals(List.of(7L, 6L, 5L), offsets(reader.before(3, System.nanoTime())));
        assertEquals(5, reader.position());
        assertEquals(List.of(4L, 3L, 2L), offsets(reader.before(9, System.nanoTime())));
        assertEquals(2, reader.position());
        assertTrue(reader.isAtItsEnd());
        assertEquals(List.of(), reader.before(9, System.nanoTime()));
    }

    /** What is at the end may be a marker, or have been aborted: no record, and the position moves on all the same. */
    @Test
    void passesAnEndWithoutARecord() {
        records.add(Past.record(0, new byte[8], new byte[8]));
        jump = position -> 4;

        assertEquals(List.of(0L), readBack(reader(0, 4)));
    }

    /** A leader that did not have the last records; others stand there now. */
    @Test
    void readsOnceMoreWhereThePositionGoesBack() {
        for (int offset = 0; offset < 4; offset++) {
            records.add(Past.record(offset, new byte[8], new byte[8]));
        }
        atOnce = 2;
        BackwardReader reader = reader(0, 4);
        assertEquals(List.of(), reader.before(9, System.nanoTime()));

        jump = position -> 1;
        reader.before(9, System.nanoTime());
        jump = LongUnaryOperator.identity();

        assertEquals(offsets(records), readBack(reader));
    }

    /** The topic was made anew meanwhile and is shorter: the consumer goes to its beginning. */
    @Test
    void findsWhatIsThereWhereThePositionGoesBeforeTheStretch() {
        for (int offset = 0; offset < 3; offset++) {
            records.add(Past.record(offset, new byte[8], new byte[8]));
        }
        BackwardReader reader = reader(0, 2_000);
        consumer.updateEndOffsets(Map.of(Past.RAW, 3L));
        jump = position -> position > 3 ? 0 : position;

        assertEquals(List.of(0L, 1L, 2L), readBack(reader));
    }

    /** Others stand at the end now, and nobody says yet where it is. */
    @Test
    void asksOnceMoreWhereTheEndIs() {
        for (int offset = 0; offset < 3; offset++) {
            records.add(Past.record(offset, new byte[8], new byte[8]));
        }
        BackwardReader reader = reader(0, 2_000);
        consumer.updateEndOffsets(Map.of(Past.RAW, 3L));
        jump = position -> position > 3 ? 0 : position;
        refusals = 2;

        assertEquals(List.of(), reader.before(9, System.nanoTime() + 1_000_000_000));
        assertEquals(List.of(), reader.before(9, System.nanoTime() + 1_000_000_000));
        assertEquals(2_000, reader.position());
        assertEquals(List.of(0L, 1L, 2L), readBack(reader));
    }

    /** A partition without a leader: the records that are there already are not lost. */
    @Test
    void waitsForTheRestOfAStretch() {
        for (int offset = 0; offset < 4; offset++) {
            records.add(Past.record(offset, new byte[8], new byte[8]));
        }
        BackwardReader reader = reader(0, 4);
        List<ConsumerRecord<byte[], byte[]>> last = List.copyOf(records.subList(2, 4));
        records.removeAll(last);

        assertEquals(List.of(), reader.before(9, System.nanoTime()));
        assertEquals(4, reader.position());

        records.addAll(last);
        assertEquals(List.of(3L, 2L, 1L, 0L), offsets(reader.before(9, System.nanoTime())));
    }

    private BackwardReader reader(long from, long until) {
        consumer.assign(List.of(Past.RAW));
        consumer.updateBeginningOffsets(Map.of(Past.RAW, 0L));
        consumer.updateEndOffsets(Map.of(Past.RAW, until));
        return new BackwardReader(consumer, Past.RAW, from, until);
    }

    /** What it reads, the first record first. */
    private static List<Long> readBack(BackwardReader reader) {
        List<Long> read = new ArrayList<>();
        long end = Long.MAX_VALUE;
        for (int attempts = 0; !reader.isAtItsEnd(); attempts++) {
            assertTrue(attempts < 10_000, "stands at " + reader.position());
            for (ConsumerRecord<byte[], byte[]> record : reader.before(1000, System.nanoTime() + 1_000_000_000)) {
                assertTrue(record.offset() < end && record.offset() >= reader.position());
                end = record.offset();
                read.add(record.offset());
            }
        }
        Collections.reverse(read);
        return read;
    }

    private static List<Long> offsets(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(ConsumerRecord::offset).toList();
    }
}
