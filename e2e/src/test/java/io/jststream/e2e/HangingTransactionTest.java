package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jststream.connect.watch.HangingTransactions;
import io.jststream.e2e.tool.House;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.service.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a disk may have after a power cut: a transaction that is open among the groups' positions, and ended at its coordinator. */
class HangingTransactionTest {
    private static final String GROUP = "jst-transformer";
    private static final TopicPartition INPUT = new TopicPartition("input", 0);
    private static final String DECISIONS = "__transaction_state-0";
    private static final String POSITIONS = "__consumer_offsets-0";

    private final Path data = House.newFolder("hanging");
    private EmbeddedBroker broker = EmbeddedBroker.start(data, 0);
    private String id = "jst-transformer-5b1c-1";
    private Producer<byte[], byte[]> producer = producer();

    @BeforeEach
    void begin() throws Exception {
        try (Admin admin = Admin.create(kafka())) {
            admin.createTopics(List.of(new NewTopic(INPUT.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
        producer.initTransactions();
        send(1);
        commit();
    }

    @AfterEach
    void end() {
        producer.close(Duration.ZERO);
        broker.close();
    }

    @Test
    void whoseBeginTheCoordinatorHasLostIsAborted() throws Exception {
        Path before = keep(DECISIONS);
        send(2);
        powerCut(DECISIONS, before);

        endsAtTheSecondLookWith(1);
    }

    @Test
    void whoseEndThePartitionHasLostIsAborted() throws Exception {
        send(2);
        Path before = keep(POSITIONS);
        commit();
        powerCut(POSITIONS, before);

        endsAtTheSecondLookWith(1);
    }

    @Test
    void ofAnotherApplicationIsLeftToIt() throws Exception {
        producer.close();
        id = "stranger-1";
        producer = producer();
        producer.initTransactions();
        send(2);
        Path before = keep(POSITIONS);
        commit();
        powerCut(POSITIONS, before);

        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        try (HangingTransactions probe = new HangingTransactions(settings(), metrics)) {
            probe.look();
            probe.look();
        }

        assertEquals(0, metrics.get("jst.hanging.transactions").gauge().value());
        assertThrows(TimeoutException.class, () -> committed(Duration.ofSeconds(2)), "it was ended");
    }

    @Test
    void thatIsGoingOnIsLeftAlone() throws Exception {
        send(2);
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        try (HangingTransactions probe = new HangingTransactions(settings(), metrics)) {
            probe.look();
            probe.look();
            probe.look();
        }
        assertEquals(0, metrics.get("jst.hanging.transactions").gauge().value());

        commit();

        assertEquals(2, committed(Duration.ofSeconds(30)));
    }

    private void endsAtTheSecondLookWith(long position) throws Exception {
        assertThrows(TimeoutException.class, () -> committed(Duration.ofSeconds(2)), "nothing hangs");
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        try (HangingTransactions probe = new HangingTransactions(settings(), metrics)) {
            probe.look();
            assertEquals(1, metrics.get("jst.hanging.transactions").gauge().value());
            assertThrows(TimeoutException.class, () -> committed(Duration.ofSeconds(2)), "once is too soon");

            probe.look();
            assertEquals(position, committed(Duration.ofSeconds(30)));

            probe.look();
            assertEquals(0, metrics.get("jst.hanging.transactions").gauge().value());
        }
    }

    private Settings settings() {
        return Settings.from(Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()));
    }

    private Properties kafka() {
        return settings().kafka();
    }

    private Producer<byte[], byte[]> producer() {
        Properties properties = kafka();
        properties.setProperty("transactional.id", id);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void send(long position) {
        producer.beginTransaction();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            producer.sendOffsetsToTransaction(Map.of(INPUT, new OffsetAndMetadata(position)), consumer.groupMetadata());
        }
    }

    /** To where the coordinator knows that each partition has its end. */
    private void commit() {
        producer.commitTransaction();
        try (Admin admin = Admin.create(kafka())) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> admin.describeTransactions(Set.of(id))
                                    .description(id)
                                    .get()
                                    .state()
                            == TransactionState.COMPLETE_COMMIT);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Properties properties = kafka();
        properties.setProperty("group.id", GROUP);
        properties.setProperty("isolation.level", "read_committed");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private long committed(Duration longest) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            return Objects.requireNonNull(
                            consumer.committed(Set.of(INPUT), longest).get(INPUT))
                    .offset();
        }
    }

    /** A copy of what the partition's log has now. */
    private Path keep(String partition) throws IOException {
        Path copy = Files.createDirectories(data.resolve("kept").resolve(partition));
        try (Stream<Path> files = Files.list(data.resolve("log").resolve(partition))) {
            for (Path log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                Files.copy(log, copy.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return copy;
    }

    /** The broker ends and begins again, and of the partition the disk has what it had before. */
    private void powerCut(String partition, Path before) throws IOException {
        producer.close(Duration.ZERO);
        broker.close();
        Path folder = data.resolve("log").resolve(partition);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(found -> found.toString().matches(".*\\.(index|timeindex|txnindex|snapshot)"))
                    .toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> logs = Files.list(before)) {
            for (Path log : logs.toList()) {
                Files.copy(log, folder.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.delete(data.resolve("log").resolve(".kafka_cleanshutdown"));
        broker = EmbeddedBroker.start(data, 0);
        producer = producer();
    }
}
