package io.jststream.transformer.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;

final class BackwardReaderTest {
    private static final int MEGABYTE = 1024 * 1024;

    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private int atOnce = 500;
    private long mostBytes;
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            records.stream()
                    .filter(record -> record.offset() >= position(Past.RAW))
                    .limit(atOnce)
                    .forEach(this::addRecord);
            return super.poll(timeout);
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
    void readsLittleAtATimeWhereRecordsAreLarge() {
        for (int offset = 0; offset < 300; offset++) {
            records.add(Past.record(offset, new byte[8], new byte[offset < 100 ? 3 * MEGABYTE : 0]));
        }
        atOnce = 1;

        assertEquals(offsets(records), readBack(reader(0, 300)));
        assertTrue(mostBytes <= 12 * MEGABYTE, mostBytes + " bytes");
    }

    @Test
    void goesOnWhereItIsTold() {
        for (int offset = 0; offset < 10; offset++) {
            records.add(Past.record(offset, new byte[8], new byte[8]));
        }
        BackwardReader reader = reader(2, 8);

        assertEquals(List.of(7L, 6L, 5L), offsets(reader.before(3, System.nanoTime())));
        assertEquals(5, reader.position());
        reader.seek(7);
        assertEquals(List.of(6L, 5L), offsets(reader.before(2, System.nanoTime())));
        assertEquals(List.of(4L, 3L, 2L), offsets(reader.before(9, System.nanoTime())));
        assertEquals(2, reader.position());
        assertEquals(List.of(), reader.before(9, System.nanoTime()));
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

    /** What it reads, the first record first; and with that, how many bytes it had at once. */
    private List<Long> readBack(BackwardReader reader) {
        List<Long> read = new ArrayList<>();
        long end = Long.MAX_VALUE;
        int nothing = 0;
        while (nothing < 20) {
            List<ConsumerRecord<byte[], byte[]>> before = reader.before(1000, System.nanoTime() + 1_000_000_000);
            nothing = before.isEmpty() ? nothing + 1 : 0;
            for (ConsumerRecord<byte[], byte[]> record : before) {
                assertTrue(record.offset() < end && record.offset() >= reader.position());
                end = record.offset();
                read.add(record.offset());
            }
            mostBytes = Math.max(
                    mostBytes,
                    before.stream()
                            .mapToLong(ConsumerRecord::serializedValueSize)
                            .sum());
        }
        Collections.reverse(read);
        return read;
    }

    private static List<Long> offsets(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(ConsumerRecord::offset).toList();
    }
}
