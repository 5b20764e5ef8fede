package io.jststream.transformer.replay;

import io.jststream.integration.Groups;
import io.jststream.integration.Integration;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Replays as Kafka remembers them: who wants one commits, for a second group, where it is to begin, and the transformer commits
 * there how far it is. Nobody is ever a member of that group. Stream threads share it, so it is synchronized.
 */
public final class KafkaReplay implements Replay, AutoCloseable {
    private final Properties clients;
    private final Admin admin;
    /** Never subscribe to anything. */
    private final Consumer<byte[], byte[]> positions;

    private final Consumer<byte[], byte[]> places;
    private final String replayGroup;
    private final ReplayOffsets offsets;
    private final Turns turns = new Turns(System::nanoTime);
    private final Map<String, SinkBacklog> backlogs = new HashMap<>();

    /** @param clients properties of Kafka clients that reach the brokers */
    public KafkaReplay(Properties clients, String group) {
        this.clients = clients;
        this.replayGroup = Groups.replayOf(group);
        this.admin = Admin.create(clients);
        this.positions = consumer(group);
        this.places = consumer(replayGroup);
        this.offsets = new ReplayOffsets(places.groupMetadata());
    }

    /** The clients that Kafka Streams has to use: they commit how far the replays are. */
    public KafkaClientSupplier clients() {
        return new ReplayClients(offsets);
    }

    /**
     * Waits for the end of a transaction that a killed instance left open: what it commits is not known before. Where the history ends
     * is committed at once, so that a task which takes over has the same end, and whoever asked sees when that is reached.
     */
    @Override
    public synchronized Optional<PartitionReplay> of(Integration integration, int partition) {
        TopicPartition raw = new TopicPartition(integration.topics().raw(), partition);
        OffsetAndMetadata committed = places.committed(Set.of(raw)).get(raw);
        if (committed == null || ReplayPlace.isDone(committed)) {
            return Optional.empty();
        }
        OffsetAndMetadata position = positions.committed(Set.of(raw)).get(raw);
        if (position != null) {
            offsets.begin(raw, position);
        }
        long until = position == null ? 0 : position.offset();
        ReplayPlace place = ReplayPlace.of(committed, until);
        if (!committed.equals(place.committed()) && !place.isAtItsEnd()) {
            places.commitSync(Map.of(raw, place.committed()));
        }
        Consumer<byte[], byte[]> history = consumer(replayGroup);
        try {
            return Optional.of(new PartitionReplay(
                    raw,
                    place,
                    until,
                    history,
                    offsets,
                    turns,
                    backlogs.computeIfAbsent(integration.name(), name -> new SinkBacklog(integration, admin))));
        } catch (RuntimeException e) {
            history.close();
            throw e;
        }
    }

    private Consumer<byte[], byte[]> consumer(String group) {
        Properties properties = new Properties();
        properties.putAll(clients);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // for a position that is not in the topic any more
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // a fetch at the end of the partition, behind the last stretch, would keep the next one waiting
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "20");
        // what is fetched behind a stretch goes away
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "524288");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public synchronized void close() {
        positions.close();
        places.close();
        admin.close(Duration.ZERO);
    }
}
