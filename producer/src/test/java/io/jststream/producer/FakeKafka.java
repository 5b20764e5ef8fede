package io.jststream.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.integration.Topics;
import io.jststream.producer.publish.KafkaClients;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A raw topic of two partitions and the ledger: what one producer has committed, the next consumer reads. */
public final class FakeKafka implements KafkaClients {
    private static final int PARTITIONS = 2;

    private final String topic;
    private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
    private final List<String> transactionalIds = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> held = new ArrayList<>();
    private Optional<KafkaException> outage = Optional.empty();
    private boolean hasTopic = true;

    public FakeKafka(String topic) {
        this.topic = topic;
    }

    /** Refuses to make clients, as where the brokers' names are not known. */
    public void goesAway(KafkaException fault) {
        outage = Optional.of(fault);
    }

    public void comesBack() {
        outage = Optional.empty();
    }

    public void losesItsTopic() {
        hasTopic = false;
    }

    /** Puts a record into the raw topic as if it had always been there; null is a tombstone. */
    public void holds(String key, @Nullable String value) {
        held.add(new ProducerRecord<>(topic, key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8)));
    }

    @Override
    public Producer<byte[], byte[]> producer(String transactionalId) {
        outage.ifPresent(fault -> {
            throw fault;
        });
        transactionalIds.add(transactionalId);
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        producers.add(producer);
        return producer;
    }

    @Override
    public Consumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        Map<TopicPartition, Long> begins = new HashMap<>();
        Map<TopicPartition, Long> ends = new HashMap<>();
        List<PartitionInfo> partitions = IntStream.range(0, hasTopic ? PARTITIONS : 0)
                .mapToObj(partition -> new PartitionInfo(topic, partition, null, null, null))
                .toList();
        partitions.forEach(info -> begins.put(new TopicPartition(topic, info.partition()), 0L));
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Stream.concat(held.stream(), raw().stream()).forEach(record -> {
            int partition = Math.floorMod(text(record.key()).hashCode(), PARTITIONS);
            long offset = ends.merge(new TopicPartition(topic, partition), 1L, Long::sum) - 1;
            records.add(new ConsumerRecord<>(topic, partition, offset, record.key(), record.value()));
        });
        begins.keySet().forEach(partition -> ends.putIfAbsent(partition, 0L));
        consumer.updatePartitions(topic, partitions);
        consumer.updateBeginningOffsets(begins);
        consumer.updateEndOffsets(ends);
        consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
        return consumer;
    }

    /** The producer that was made last. */
    public MockProducer<byte[], byte[]> producer() {
        return producers.get(producers.size() - 1);
    }

    public List<String> transactionalIds() {
        return List.copyOf(transactionalIds);
    }

    /** Committed records of the raw topic. */
    public List<ProducerRecord<byte[], byte[]>> raw() {
        return committed(topic);
    }

    /** Committed entries of the ledger. */
    public List<ProducerRecord<byte[], byte[]>> ledger() {
        return committed(Topics.SWEEPS);
    }

    public static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    private List<ProducerRecord<byte[], byte[]>> committed(String of) {
        return producers.stream()
                .flatMap(producer -> producer.history().stream())
                .filter(record -> record.topic().equals(of))
                .toList();
    }
}
