package io.jststream.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Integration;
import io.jststream.integration.RecordHeaders;
import io.jststream.integration.Source;
import io.jststream.service.Settings;
import io.jststream.transformer.mapping.Mapped;
import io.jststream.transformer.mapping.Mapping;
import io.jststream.transformer.mapping.MappingVersion;
import io.jststream.transformer.mapping.RecordMapper;
import io.jststream.transformer.mapping.Shops;
import io.jststream.transformer.replay.Replay;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The flow from topic to topics, with the topology as it runs. */
final class TransformerTopologyTest {
    private static final String KEY = "{\"shop_id\":1}";
    private static final String SHOP = "{\"shop_id\":1,\"shop_name\":\"拆呗\"}";
    private static final String NO_NAME = " {\"shop_id\":1, \"shop_name\":null}\r\n";

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Topology topology = TopologyBuilder.build(List.of(Shops.integration()), Replay.NONE, metrics);
    private final TopologyTestDriver driver =
            new TopologyTestDriver(topology, StreamsProperties.from(Settings.from(Map.of())));
    private final TestInputTopic<byte[], byte[]> raw =
            driver.createInputTopic("jst.shops.raw", new ByteArraySerializer(), new ByteArraySerializer());
    private final TestOutputTopic<byte[], byte[]> typed =
            driver.createOutputTopic("jst.shops", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    private final TestOutputTopic<byte[], byte[]> dead =
            driver.createOutputTopic("jst.shops.dead", new ByteArrayDeserializer(), new ByteArrayDeserializer());

    @AfterEach
    void close() {
        driver.close();
    }

    /**
     * If this fails, think before you copy the new text into the file. A renamed topic loses the offsets behind it: what was read
     * is read again, or never. A renamed node changes metrics and dashboards. A state store or a repartition topic makes the
     * transformer stateful: it then needs disk and restore time. It has that where the catalog has lists, and nowhere else.
     */
    @Test
    void isTheTopologyThatRunsInProduction() throws IOException {
        try (InputStream file = TransformerTopologyTest.class.getResourceAsStream("/expected_topology.txt")) {
            String expected = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(expected.strip(), topology.describe().toString().strip());
        }
    }

    @Test
    void sendsATypedRecord() {
        pipe(KEY, SHOP);
        TestRecord<byte[], byte[]> record = typed.readRecord();
        assertEquals(KEY, text(record.key()));
        assertEquals(
                "{\"shop_id\":1,\"shop_name\":\"拆呗\",\"co_id\":null,\"shop_site\":null,\"shop_url\":null,\"created\":null,"
                        + "\"nick\":null,\"session_expired\":null,\"session_uid\":null,\"short_name\":null,"
                        + "\"group_id\":null,\"group_name\":null}",
                text(record.value()));
        assertTrue(dead.isEmpty());
    }

    @Test
    void sendsATombstone() {
        pipe(KEY, null);
        TestRecord<byte[], byte[]> record = typed.readRecord();
        assertEquals(KEY, text(record.key()));
        assertNull(record.value());
        assertTrue(dead.isEmpty());
    }

    /** A catalog that deletes, after one that marked: the row of a marked record goes. */
    @Test
    void deletesWhatAnEarlierCatalogMarked() {
        raw.pipeInput(goneSince("1764000000000", record(KEY, SHOP)));
        TestRecord<byte[], byte[]> record = typed.readRecord();
        assertEquals(KEY, text(record.key()));
        assertNull(record.value());
        assertTrue(dead.isEmpty());
    }

    /** The table has no column for the mark then, and the row is as it was. */
    @Test
    void keepsWhatAnEarlierCatalogMarked() {
        Integration shops = Shops.integration();
        Source.Gone keep = new Source.Gone(Source.Gone.Deed.KEEP, 2, 20, Optional.empty());
        Mapping mapping = RecordMapper.of(shops.withSource(shops.source().withGone(keep)));

        Mapped.Typed there = (Mapped.Typed) mapping.map(bytes(KEY), bytes(SHOP), null);
        Mapped.Typed marked = (Mapped.Typed) mapping.map(bytes(KEY), bytes(SHOP), "1764000000000");

        assertNotNull(there.value());
        assertArrayEquals(there.value(), marked.value());
    }

    /** What a compacted topic keeps, or a replay maps, is the last version alone. */
    @Test
    void aMarkedRowNeedsNoEarlierVersionAndEndsWithTheNextOne() {
        String shop = "{\"shop_id\":1,\"shop_name\":\"拆呗\",\"created\":null,\"gone_at\":";
        Topology marked = TopologyBuilder.build(List.of(Shops.marked()), Replay.NONE, metrics);
        try (TopologyTestDriver marking =
                new TopologyTestDriver(marked, StreamsProperties.from(Settings.from(Map.of())))) {
            TestInputTopic<byte[], byte[]> in =
                    marking.createInputTopic("jst.marked.raw", new ByteArraySerializer(), new ByteArraySerializer());
            in.pipeInput(goneSince("1764000000000", record(KEY, SHOP)));
            in.pipeInput(record(KEY, SHOP));
            in.pipeInput(record(KEY, null));
            List<TestRecord<byte[], byte[]>> rows = marking.createOutputTopic(
                            "jst.marked", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList();
            assertEquals(shop + "\"2025-11-25 00:00:00.000\"}", text(rows.get(0).value()));
            assertEquals(shop + "null}", text(rows.get(1).value()));
            assertNull(rows.get(2).value());
        }
    }

    @Test
    void passesTimestampOnAndHowOftenARecordWasSentBack() {
        TestRecord<byte[], byte[]> shop = record(KEY, SHOP);
        shop.headers().add(RecordHeaders.REDRIVEN, bytes("2")).add(RecordHeaders.SWEEP, bytes("s-1"));
        raw.pipeInput(shop);
        raw.pipeInput(new TestRecord<>(shop.key(), null, shop.headers(), shop.getRecordTime()));
        List<TestRecord<byte[], byte[]>> records = typed.readRecordsToList();
        for (TestRecord<byte[], byte[]> record : records) {
            assertEquals("2", header(record.headers(), RecordHeaders.REDRIVEN));
            assertEquals(1, record.headers().toArray().length, "where it came from stands in its raw record");
            assertEquals(Instant.ofEpochMilli(1_700_000_000_000L), record.getRecordTime());
        }
        assertEquals(2, records.size());
    }

    @Test
    void sendsADeadLetterByteForByte() {
        byte[] notUtf8 = {'{', '"', (byte) 0xB5, (byte) 0xEA, 0, '}'};
        raw.pipeInput(bytes("{ \"shop_id\" : 1 }"), notUtf8);
        TestRecord<byte[], byte[]> letter = dead.readRecord();
        assertArrayEquals(bytes("{ \"shop_id\" : 1 }"), letter.key());
        assertArrayEquals(notUtf8, letter.value());
        assertEquals("json", header(letter.headers(), RecordHeaders.DEAD_RULE));
        assertNull(letter.headers().lastHeader(RecordHeaders.DEAD_FIELD));
        assertTrue(typed.isEmpty());
    }

    /** Of a record that is older than the dead letters' topic keeps anything. */
    @Test
    void aLetterIsAsOldAsItsRefusal() {
        raw.pipeInput(record(KEY, NO_NAME));

        Instant written = dead.readRecord().getRecordTime();

        assertTrue(written.isAfter(Instant.now().minusSeconds(60)), written.toString());
    }

    @Test
    void saysWhyAndWhereALetterDied() {
        pipe(KEY, SHOP);
        String longName = "🦌".repeat(300);
        TestRecord<byte[], byte[]> refused = record(KEY, "{\"shop_id\":1,\"shop_name\":\"" + longName + "\"}");
        refused.headers().add(RecordHeaders.SWEEP, bytes("s-1"));
        raw.pipeInput(refused);
        Headers headers = dead.readRecord().headers();
        assertEquals("s-1", header(headers, RecordHeaders.SWEEP));
        assertEquals("shop_name", header(headers, RecordHeaders.DEAD_FIELD));
        assertEquals("length", header(headers, RecordHeaders.DEAD_RULE));
        assertEquals("found 300 characters, expected at most 255", header(headers, RecordHeaders.DEAD_REASON));
        assertEquals("🦌".repeat(100) + "…", header(headers, RecordHeaders.DEAD_VALUE));
        assertEquals(MappingVersion.of(Shops.integration().target()), header(headers, RecordHeaders.DEAD_MAPPING));
        assertEquals("jst.shops.raw", header(headers, RecordHeaders.DEAD_TOPIC));
        assertEquals("0", header(headers, RecordHeaders.DEAD_PARTITION));
        assertEquals("1", header(headers, RecordHeaders.DEAD_OFFSET));
    }

    @Test
    void replacesTheReasonOfALetterThatDiesAgain() {
        pipe(KEY, NO_NAME);
        TestRecord<byte[], byte[]> letter = dead.readRecord();
        raw.pipeInput(new TestRecord<>(letter.key(), letter.value(), letter.headers(), letter.getRecordTime()));
        Headers headers = dead.readRecord().headers();
        assertEquals(
                1,
                StreamSupport.stream(headers.headers(RecordHeaders.DEAD_OFFSET).spliterator(), false)
                        .count());
        assertEquals("1", header(headers, RecordHeaders.DEAD_OFFSET));
    }

    @Test
    void goesOnBehindADeadLetter() {
        pipe(KEY, NO_NAME);
        pipe(KEY, SHOP);
        assertEquals(1, dead.getQueueSize());
        assertEquals(1, typed.getQueueSize());
    }

    @Test
    void keepsTheOrderOfAKey() {
        IntStream.range(0, 100).forEach(i -> pipe(KEY, SHOP.replace("拆呗", "拆呗 " + i)));
        pipe(KEY, null);
        List<byte[]> values = typed.readValuesToList();
        IntStream.range(0, 100).forEach(i -> assertTrue(text(values.get(i)).contains("\"拆呗 " + i + "\"")));
        assertNull(values.get(100));
    }

    @Test
    void countsWhatBecameOfEachRecord() {
        assertEquals(0, deadLetters("required")); // there before the first one, so that an alert sees the rise
        pipe(KEY, SHOP);
        pipe(KEY, SHOP);
        pipe(KEY, null);
        pipe(KEY, NO_NAME);
        assertEquals(2, records("typed"));
        assertEquals(1, records("tombstone"));
        assertEquals(1, records("dead"));
        assertEquals(1, deadLetters("required"));
        assertEquals(0, deadLetters("length"));
    }

    private double records(String outcome) {
        return metrics.get("jst.records")
                .tags("integration", "shops", "outcome", outcome)
                .counter()
                .count();
    }

    private double deadLetters(String rule) {
        return metrics.get("jst.dead.letters")
                .tags("integration", "shops", "rule", rule)
                .counter()
                .count();
    }

    private void pipe(String key, @Nullable String value) {
        raw.pipeInput(record(key, value));
    }

    private static TestRecord<byte[], byte[]> record(String key, @Nullable String value) {
        return new TestRecord<>(
                bytes(key), value == null ? null : bytes(value), Instant.ofEpochMilli(1_700_000_000_000L));
    }

    private static TestRecord<byte[], byte[]> goneSince(String millis, TestRecord<byte[], byte[]> record) {
        record.headers().add(RecordHeaders.GONE_AT, bytes(millis));
        return record;
    }

    private static String header(Headers headers, String name) {
        return text(headers.lastHeader(name).value());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
