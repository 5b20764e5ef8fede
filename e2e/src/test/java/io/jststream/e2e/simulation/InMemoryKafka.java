package io.jststream.e2e.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.producer.publish.KafkaClients;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.record.TimestampType;

/**
 * Topics of one partition in memory, with Kafka's transactions as a producer sees them: what a transaction has sent is there for
 * all readers when it is committed, or for none; a producer that begins fences older ones of its name. A commit may run into a
 * time-out, and then has taken place or not. Topics are compacted from time to time, the ledger is not kept.
 */
final class InMemoryKafka implements KafkaClients {
    private static final int COMPACT_BEYOND = 5_000;

    private final Map<String, List<ProducerRecord<byte[], byte[]>>> topics = new HashMap<>();
    private final Map<String, Integer> epochs = new HashMap<>();
    private final String ledger;
    private final java.util.function.Consumer<List<ProducerRecord<byte[], byte[]>>> committed;
    private final Random random;
    private Fate fate;
    private double risk;

    /** @param committed hears of each transaction as soon as readers can see it */
    InMemoryKafka(
            List<String> topics,
            String ledger,
            java.util.function.Consumer<List<ProducerRecord<byte[], byte[]>>> committed,
            long seed,
            double risk) {
        topics.forEach(topic -> this.topics.put(topic, new ArrayList<>()));
        this.ledger = ledger;
        this.committed = committed;
        this.random = new Random(seed);
        this.risk = risk;
        this.fate = new Fate(seed, 0);
    }

    /** The same topics, for a process that dies as its fate has it. */
    KafkaClients forWhoseFateIs(Fate mortal) {
        fate = mortal;
        return this;
    }

    /** No commit runs into a time-out any more. */
    void relent() {
        risk = 0;
    }

    /** The same topics for somebody who does not die. */
    KafkaClients safe() {
        return new KafkaClients() {
            @Override
            public Producer<byte[], byte[]> producer(String transactionalId) {
                return new Sender(transactionalId, new Fate(0, 0), false).proxy();
            }

            @Override
            public Consumer<byte[], byte[]> consumer() {
                return reader();
            }

            @Override
            public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
                return InMemoryKafka.this.ends(partitions);
            }
        };
    }

    @Override
    public Producer<byte[], byte[]> producer(String transactionalId) {
        return new Sender(transactionalId, fate, true).proxy();
    }

    @Override
    public Consumer<byte[], byte[]> consumer() {
        fate.point("before reading a topic");
        return reader();
    }

    /** What is open is not in the topics yet: nobody has to wait for it, and its offsets are not known. */
    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        partitions.forEach(partition -> ends.put(partition, (long)
                topics.getOrDefault(partition.topic(), List.of()).size()));
        return ends;
    }

    /** One producer, as far as the code under test uses it. */
    private final class Sender {
        private final String id;
        private final Fate mortal;
        private final boolean mayTimeOut;
        private final List<ProducerRecord<byte[], byte[]>> open = new ArrayList<>();
        private int epoch;

        private Sender(String id, Fate mortal, boolean mayTimeOut) {
            this.id = id;
            this.mortal = mortal;
            this.mayTimeOut = mayTimeOut;
        }

        @SuppressWarnings("unchecked")
        private Producer<byte[], byte[]> proxy() {
            return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                        String name = method.getName();
                        if (name.equals("close")) {
                            open.clear();
                            return null;
                        }
                        mortal.point("before " + name);
                        if (name.equals("send")) {
                            open.add((ProducerRecord<byte[], byte[]>) arguments[0]);
                            mortal.point("after send");
                            return CompletableFuture.completedFuture(null);
                        }
                        transaction(name);
                        mortal.point("after " + name);
                        return null;
                    });
        }

        private void transaction(String step) {
            switch (step) {
                case "initTransactions" -> epoch = epochs.merge(id, 1, Integer::sum);
                case "beginTransaction" -> open.clear();
                case "commitTransaction" -> commit();
                default -> throw new UnsupportedOperationException(step);
            }
        }

        private void commit() {
            if (epochs.getOrDefault(id, 0) != epoch) {
                throw new ProducerFencedException(id);
            }
            boolean timesOut = mayTimeOut && random.nextDouble() < risk;
            if (!timesOut || random.nextBoolean()) {
                write(List.copyOf(open));
            }
            open.clear();
            if (timesOut) {
                throw new TimeoutException("the commit was not answered");
            }
        }
    }

    private void write(List<ProducerRecord<byte[], byte[]>> records) {
        for (ProducerRecord<byte[], byte[]> record : records) {
            if (!record.topic().equals(ledger)) {
                List<ProducerRecord<byte[], byte[]>> topic = topics.get(record.topic());
                if (topic == null) {
                    throw new IllegalStateException("no topic " + record.topic());
                }
                topic.add(record);
                if (topic.size() > COMPACT_BEYOND) {
                    compact(topic);
                }
            }
        }
        committed.accept(records);
    }

    /** Forgets all that a topic holds of a key. */
    void lose(String topic, String key) {
        topics.getOrDefault(topic, List.of()).removeIf(record -> new String(record.key(), UTF_8).equals(key));
    }

    /** Leaves the last record of each key, in the order in which those were written. */
    private static void compact(List<ProducerRecord<byte[], byte[]>> topic) {
        Map<String, ProducerRecord<byte[], byte[]>> last = new LinkedHashMap<>();
        topic.forEach(record -> {
            String key = new String(record.key(), UTF_8);
            last.remove(key);
            last.put(key, record);
        });
        topic.clear();
        topic.addAll(last.values());
    }

    private Consumer<byte[], byte[]> reader() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        topics.forEach((name, records) -> {
            TopicPartition partition = new TopicPartition(name, 0);
            consumer.updatePartitions(name, List.of(new PartitionInfo(name, 0, null, null, null)));
            consumer.updateBeginningOffsets(Map.of(partition, 0L));
            consumer.updateEndOffsets(Map.of(partition, (long) records.size()));
        });
        consumer.schedulePollTask(() -> consumer.assignment().forEach(partition -> {
            long offset = 0;
            for (ProducerRecord<byte[], byte[]> record : topics.getOrDefault(partition.topic(), List.of())) {
                consumer.addRecord(new ConsumerRecord<>(
                        partition.topic(),
                        0,
                        offset++,
                        ConsumerRecord.NO_TIMESTAMP,
                        TimestampType.NO_TIMESTAMP_TYPE,
                        ConsumerRecord.NULL_SIZE,
                        ConsumerRecord.NULL_SIZE,
                        record.key(),
                        record.value(),
                        record.headers(),
                        java.util.Optional.empty()));
            }
        }));
        return consumer;
    }
}
