package io.jststream.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.connect.Setup;
import io.jststream.e2e.tool.House;
import io.jststream.integration.Topics;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.producer.publish.LedgerEntries;
import io.jststream.producer.publish.Tail;
import io.jststream.service.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is read of a topic that several producers share while the transaction of one of them is open. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenTransactionTest {
    private final Path data = House.newFolder("open-transaction");
    private final EmbeddedBroker broker = EmbeddedBroker.start(data, 0);
    private final Settings settings = Settings.from(Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()));
    private final Properties kafka = settings.kafka();
    private final KafkaClients clients = KafkaClients.of(kafka);

    @BeforeAll
    void topics() throws Exception {
        new Setup(settings, House.catalog()).topics();
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    void whatIsCommittedBehindAnotherOnesOpenTransactionIsRead() throws Exception {
        try (Producer<byte[], byte[]> stuck = clients.producer("stuck");
                Producer<byte[], byte[]> other = clients.producer("other")) {
            send(stuck, "not yet");
            stuck.flush();
            send(other, "committed");
            other.commitTransaction();

            CompletableFuture<List<String>> read =
                    CompletableFuture.supplyAsync(() -> Tail.read(clients, Topics.SWEEPS, 10));
            assertFalse(endsWithin(read, 2), "it is read up to the open transaction alone");
            stuck.abortTransaction();

            List<String> entries = read.get(20, TimeUnit.SECONDS);
            assertTrue(entries.contains("committed"), entries.toString());
            assertFalse(entries.contains("not yet"), entries.toString());
        }
    }

    @Test
    void theLedgerIsReadToWhereAnOpenTransactionBegins() throws Exception {
        try (Producer<byte[], byte[]> killed = clients.producer("killed");
                Producer<byte[], byte[]> other = clients.producer("other")) {
            send(other, "before");
            other.commitTransaction();
            send(killed, "never");
            killed.flush();

            List<String> entries = new ArrayList<>();
            CompletableFuture<Void> read = CompletableFuture.runAsync(() -> new LedgerEntries(clients)
                    .read(Instant.EPOCH, (reader, entry) -> entries.add(new String(entry, UTF_8))));

            read.get(20, TimeUnit.SECONDS);
            assertTrue(entries.contains("before"), entries.toString());
            killed.abortTransaction();
        }
    }

    private static boolean endsWithin(CompletableFuture<?> reading, long seconds) throws Exception {
        try {
            reading.get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the commit throws what the send met
    private static void send(Producer<byte[], byte[]> producer, String value) {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(Topics.SWEEPS, 0, "key".getBytes(UTF_8), value.getBytes(UTF_8)));
    }
}
