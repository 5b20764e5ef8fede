package io.jststream.transformer.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the last version of a row makes superfluous. With a broker, the tests of the whole pipeline see it. */
final class ReadAheadTest {
    private static final TopicPartition RAW = new TopicPartition("jst.shops.raw", 2);

    /** A value that the mapping refuses. */
    private static final String BAD = "bad";

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    @Test
    void leavesOutAllButTheLastVersion() {
        assertEquals(List.of(0L, 2L, 3L), superseded(0, 6, "a 1", "b 1", "a 2", "a 3", "a 4", "c 1"));
    }

    @Test
    void aTombstoneIsAVersion() {
        assertEquals(List.of(0L, 1L), superseded(0, 3, "a 1", "a", "a 2"));
        assertEquals(List.of(0L), superseded(0, 2, "a 1", "a"));
    }

    /** The row of the last version that the mapping takes has to come out with the new mapping. */
    @Test
    void aDeadLetterNeitherSupersedesNorIsSuperseded() {
        assertEquals(List.of(0L), superseded(0, 4, "a 1", "a " + BAD, "a 2", "a " + BAD));
    }

    @Test
    void looksAtTheRangeAlone() {
        assertEquals(List.of(1L), superseded(1, 3, "a 1", "a 2", "a 3", "a 4"));
        assertEquals(List.of(), superseded(1, 2, "a 1", "a 2", "a 3", "a 4"));
    }

    /** The end that a group has committed may lie behind that of the committed records: markers, an open transaction. */
    @Test
    void endsWhereTheCommittedRecordsEnd() {
        assertEquals(List.of(0L), superseded(0, 100, "a 1", "a 2"));
    }

    private List<Long> superseded(long from, long until, String... versions) {
        consumer.updateBeginningOffsets(Map.of(RAW, 0L));
        consumer.updateEndOffsets(Map.of(RAW, (long) versions.length));
        consumer.schedulePollTask(() -> {
            for (int offset = 0; offset < versions.length; offset++) {
                String[] keyAndValue = versions[offset].split(" ");
                String value = keyAndValue.length == 1 ? null : keyAndValue[1];
                if (offset >= from) {
                    consumer.addRecord(new ConsumerRecord<>(
                            RAW.topic(), RAW.partition(), offset, bytes(keyAndValue[0]), bytes(value)));
                }
            }
        });
        Superseded superseded = ReadAhead.between(
                from,
                until,
                RAW,
                consumer,
                (key, value, headers) -> value != null && BAD.equals(text(value)) ? null : key);
        return LongStream.range(0, versions.length)
                .filter(superseded::contains)
                .boxed()
                .toList();
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
