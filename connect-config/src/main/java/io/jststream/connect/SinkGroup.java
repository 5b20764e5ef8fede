package io.jststream.connect;

import io.jststream.integration.SinkConnector;
import io.jststream.integration.Table;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A place in the group of a sink's tasks. Kafka sees to it that no task reads the same partitions meanwhile, and that the place is
 * taken over by the next task. Not thread-safe.
 */
final class SinkGroup implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Properties kafka;
    private final Table table;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    /** Rows of each partition since its last refused one. */
    private final Map<TopicPartition, Integer> taken = new HashMap<>();

    private final Program.Stop stop;
    private Attempts patience;

    private SinkGroup(Properties kafka, Table table, Program.Stop stop) {
        this.stop = stop;
        this.patience = new Attempts(PATIENCE, stop);
        this.kafka = kafka;
        this.table = table;
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.setProperty("group.id", table.sinkGroup());
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty("auto.offset.reset", "earliest");
        properties.setProperty("enable.auto.commit", "false");
        // As the tasks: where this process is killed, they take over after so long.
        properties.setProperty("session.timeout.ms", "10000");
        properties.setProperty("max.poll.records", Integer.toString(SinkConnector.BATCH));
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Waits until the group has a place. Which partitions that is, is the group's to say: all of them where no task is left. */
    static SinkGroup join(Properties kafka, Table table, Program.Stop stop) throws InterruptedException {
        SinkGroup group = new SinkGroup(kafka, table, stop);
        try {
            group.join();
            return group;
        } catch (RuntimeException | InterruptedException e) {
            group.close();
            throw e;
        }
    }

    private void join() throws InterruptedException {
        consumer.subscribe(List.of(table.topic()), new StartPaused());
        while (consumer.assignment().isEmpty()) {
            consumer.poll(POLL);
            requirePatience();
        }
        ends.putAll(consumer.endOffsets(consumer.assignment()));
        consumer.resume(consumer.assignment());
        pauseWhatIsThrough();
    }

    /** Records come only once it is known where to stop. */
    private final class StartPaused implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
    }

    /** Whether a partition is left that a task may have stumbled over. */
    boolean hasMore() {
        Set<TopicPartition> left = new HashSet<>(consumer.assignment());
        left.removeAll(consumer.paused());
        return !left.isEmpty();
    }

    ConsumerRecords<byte[], byte[]> poll() throws InterruptedException {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (records.isEmpty()) {
            requirePatience();
        } else {
            patience = new Attempts(PATIENCE, stop);
        }
        return records;
    }

    /** Moves the group past these records; together with that, in one transaction, the refused ones become dead letters. */
    void commit(ConsumerRecords<byte[], byte[]> records, List<RefusedRow> refused) {
        if (refused.isEmpty()) {
            consumer.commitSync(records.nextOffsets());
        } else {
            bury(records, refused);
        }
        for (ConsumerRecord<byte[], byte[]> row : records) {
            taken.merge(new TopicPartition(row.topic(), row.partition()), 1, Integer::sum);
        }
        refused.forEach(
                row -> taken.put(new TopicPartition(row.row().topic(), row.row().partition()), 0));
        pauseWhatIsThrough();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the end of the transaction throws what a send has thrown
    private void bury(ConsumerRecords<byte[], byte[]> records, List<RefusedRow> refused) {
        Properties properties = new Properties();
        // A typed record may be larger than the largest raw one: as the transformer's dead letters.
        properties.setProperty("max.request.size", "4194304");
        properties.setProperty("compression.type", "lz4");
        properties.putAll(kafka);
        properties.setProperty("transactional.id", table.connector() + ".refused");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            refused.forEach(row -> producer.send(row.letter(table.deadTopic())));
            producer.sendOffsetsToTransaction(records.nextOffsets(), consumer.groupMetadata());
            producer.commitTransaction();
        }
    }

    /** A task's batch is among the first records of a partition; after a refused row another one may follow soon. */
    private void pauseWhatIsThrough() {
        Set<TopicPartition> through = new HashSet<>(consumer.assignment());
        through.removeIf(partition -> taken.getOrDefault(partition, 0) < SinkConnector.BATCH
                && consumer.position(partition) < ends.getOrDefault(partition, 0L));
        consumer.pause(through);
    }

    private void requirePatience() throws InterruptedException {
        if (!patience.another()) {
            throw new OperatorException(
                    ExitCode.ENVIRONMENT,
                    stop.requested()
                            ? "told to stop"
                            : "Kafka gives no place in the group " + table.sinkGroup() + ", or no records, within "
                                    + PATIENCE.toSeconds() + " s");
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
