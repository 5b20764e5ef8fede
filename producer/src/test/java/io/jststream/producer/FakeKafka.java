package io.jststream.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.integration.RecordHeaders;
import io.jststream.integration.Topics;
import io.jststream.producer.publish.KafkaClients;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A raw topic of two partitions, the cursors and the ledger: what one producer has committed, the next consumer reads. Any thread. */
public final class FakeKafka implements KafkaClients {
    private static final int PARTITIONS = 2;

    private final String topic;
    private final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
    private final List<String> transactionalIds = new CopyOnWriteArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> held = new CopyOnWriteArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> orders = new CopyOnWriteArrayList<>();
    private Optional<KafkaException> outage = Optional.empty();
    private boolean hasTopic = true;
    private int forgotten;

    public FakeKafka(String topic) {
        this.topic = topic;
    }

    /** Refuses to make clients, as where the brokers' names are not known. */
    public void goesAway(KafkaException fault) {
        outage = Optional.of(fault);
    }

    public void comesBack() {
        outage = Optional.empty();
        hasTopic = true;
    }

    public void losesItsTopic() {
        hasTopic = false;
    }

    /** Empties the raw topic. */
    public void forgetsItsRecords() {
        forgotten = committed(topic).size();
        held.clear();
    }

    /** Puts a record into the raw topic as if it had always been there; null is a tombstone. */
    public void holds(String key, @Nullable String value) {
        held.add(new ProducerRecord<>(topic, key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8)));
    }

    /** As the other one, for a record that says which account it was read with. */
    public void holds(String key, @Nullable String value, String account) {
        holds(key, value);
        held.get(held.size() - 1).headers().add(RecordHeaders.ACCOUNT, account.getBytes(UTF_8));
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
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
            @Override
            public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                    Map<TopicPartition, Long> times) {
                Map<TopicPartition, OffsetAndTimestamp> all = new HashMap<>();
                times.forEach((partition, time) -> all.put(partition, new OffsetAndTimestamp(0, time)));
                return all;
            }
        };
        Map<TopicPartition, Long> ends = new HashMap<>();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        addTopic(consumer, topic, hasTopic ? PARTITIONS : 0, ends);
        addTopic(consumer, Topics.CURSORS, 1, ends);
        addTopic(consumer, Topics.SWEEPS, 1, ends);
        Stream.of(held.stream(), raw().stream(), orders.stream(), committed(Topics.CURSORS).stream(), ledger().stream())
                .flatMap(all -> all)
                .forEach(record -> {
                    int partitions = record.topic().equals(topic) ? PARTITIONS : 1;
                    int partition = Math.floorMod(text(record.key()).hashCode(), partitions);
                    long offset = ends.merge(new TopicPartition(record.topic(), partition), 1L, Long::sum) - 1;
                    records.add(new ConsumerRecord<>(
                            record.topic(),
                            partition,
                            offset,
                            ConsumerRecord.NO_TIMESTAMP,
                            TimestampType.NO_TIMESTAMP_TYPE,
                            ConsumerRecord.NULL_SIZE,
                            ConsumerRecord.NULL_SIZE,
                            record.key(),
                            record.value(),
                            record.headers(),
                            Optional.empty()));
                });
        consumer.updateEndOffsets(ends);
        consumer.schedulePollTask(() -> records.stream()
                .filter(record ->
                        consumer.assignment().contains(new TopicPartition(record.topic(), record.partition())))
                .forEach(consumer::addRecord));
        return consumer;
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return consumer().endOffsets(partitions);
    }

    private static void addTopic(
            MockConsumer<byte[], byte[]> consumer, String name, int count, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> begins = new HashMap<>();
        List<PartitionInfo> partitions = IntStream.range(0, count)
                .mapToObj(partition -> new PartitionInfo(name, partition, null, null, null))
                .toList();
        partitions.forEach(info -> begins.put(new TopicPartition(name, info.partition()), 0L));
        consumer.updatePartitions(name, partitions);
        consumer.updateBeginningOffsets(begins);
        begins.keySet().forEach(partition -> ends.put(partition, 0L));
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
        return committed(topic).stream().skip(forgotten).toList();
    }

    /** Committed states of readers. */
    public List<ProducerRecord<byte[], byte[]>> cursors() {
        return committed(Topics.CURSORS).stream()
                .filter(record -> !isSource(record))
                .toList();
    }

    /** What was noted of the API that the account is read from. */
    public List<ProducerRecord<byte[], byte[]>> sources() {
        return committed(Topics.CURSORS).stream().filter(FakeKafka::isSource).toList();
    }

    private static boolean isSource(ProducerRecord<byte[], byte[]> cursor) {
        return text(cursor.key()).endsWith("#source");
    }

    /** Lets an operator write into the topic of the cursors. */
    public void isOrdered(String key, byte[] order) {
        orders.add(new ProducerRecord<>(Topics.CURSORS, key.getBytes(UTF_8), order));
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
