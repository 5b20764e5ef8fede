package io.jststream.transformer.replay;

import io.jststream.integration.Integration;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Replays as Kafka remembers them: who wants one commits, for a second group, where it is to begin, and the transformer commits
 * there how far it is. Nobody is ever a member of that group. Stream threads share it, so it is synchronized.
 */
public final class KafkaReplay implements Replay, AutoCloseable {
    /** What the name of the second group has behind that of the transformer's. */
    public static final String SUFFIX = ".replay";

    private final Properties clients;
    private final String group;
    private final Admin admin;
    private final ReplayOffsets offsets = new ReplayOffsets();
    private final TimeShares shares = new TimeShares();
    private final Map<String, SinkBacklog> backlogs = new HashMap<>();

    /** @param clients properties of Kafka clients that reach the brokers */
    public KafkaReplay(Properties clients, String group) {
        this.clients = clients;
        this.group = group;
        this.admin = Admin.create(clients);
    }

    /** The clients that Kafka Streams has to use: they commit how far the replays are. */
    public KafkaClientSupplier clients() {
        return new ReplayClients(offsets);
    }

    @Override
    public synchronized Optional<PartitionReplay> of(Integration integration, int partition, RowKeys rows) {
        TopicPartition raw = new TopicPartition(integration.topics().raw(), partition);
        OffsetAndMetadata from = committed(group + SUFFIX).get(raw);
        if (from == null || ReplayOffsets.isDone(from)) {
            return Optional.empty();
        }
        OffsetAndMetadata until = committed(group).get(raw);
        return Optional.of(new PartitionReplay(
                raw,
                from.offset(),
                until == null ? 0 : until.offset(),
                consumer(),
                rows,
                offsets,
                shares,
                backlogs.computeIfAbsent(integration.name(), name -> new SinkBacklog(integration, admin))));
    }

    /** What a group has committed; waits for the end of a transaction that an instance left open. */
    private Map<TopicPartition, OffsetAndMetadata> committed(String of) {
        try {
            return admin.listConsumerGroupOffsets(of, new ListConsumerGroupOffsetsOptions().requireStable(true))
                    .partitionsToOffsetAndMetadata()
                    .get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        Properties properties = new Properties();
        properties.putAll(clients);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group + SUFFIX);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // for a position that is not in the topic any more
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
