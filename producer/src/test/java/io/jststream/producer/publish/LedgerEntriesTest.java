package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.integration.Topics;
import io.jststream.producer.FakeKafka;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What a process reads of the ledger, and how often. */
class LedgerEntriesTest {
    private static final Instant THEN = Instant.parse("2026-11-01T00:00:00Z");

    private final FakeKafka kafka = new FakeKafka("jst.shops.raw");
    private final LedgerEntries entries = new LedgerEntries(kafka);

    @Test
    void eachEntryIsReadOnceHoweverManyReadersAsk() {
        enter(1, 2);
        assertEquals(List.of("default/shops 1", "default/shops 2"), readSince(THEN));
        assertEquals(List.of(), readSince(THEN));
        assertEquals(List.of(), readSince(THEN.plusSeconds(60)));

        enter(3);

        assertEquals(List.of("default/shops 3"), readSince(THEN.plusSeconds(60)));
    }

    @Test
    void whoAsksForEarlierOnesGetsThemAll() {
        enter(1, 2);
        readSince(THEN);

        assertEquals(List.of("default/shops 1", "default/shops 2"), readSince(THEN.minusSeconds(1)));
        assertEquals(List.of(), readSince(THEN));
    }

    @Test
    void theLastRecordsAreReadFromTheTopicsEnd() {
        enter(IntStream.rangeClosed(1, 30).toArray());

        assertEquals(List.of("28", "29", "30"), Tail.read(kafka, Topics.SWEEPS, 3));
        assertEquals(30, Tail.read(kafka, Topics.SWEEPS, 40).size());
        assertEquals(List.of(), Tail.read(new FakeKafka("jst.shops.raw"), Topics.SWEEPS, 3));
        List<String> read = new ArrayList<>();
        WholeTopic.readLast(6, kafka, Topics.SWEEPS, found -> read.add(new String(found.value(), UTF_8)));
        assertEquals(List.of("25", "26", "27", "28", "29", "30"), read);
    }

    private List<String> readSince(Instant since) {
        List<String> taken = new ArrayList<>();
        entries.read(since, (reader, entry) -> taken.add(reader + " " + new String(entry, UTF_8)));
        return taken;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nothing can go wrong here
    private void enter(int... numbers) {
        Producer<byte[], byte[]> producer = kafka.producer("jst-default-shops");
        producer.initTransactions();
        producer.beginTransaction();
        for (int number : numbers) {
            producer.send(new ProducerRecord<>(
                    Topics.SWEEPS,
                    "default/shops".getBytes(UTF_8),
                    Integer.toString(number).getBytes(UTF_8)));
        }
        producer.commitTransaction();
    }
}
