package io.jststream.e2e.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.e2e.tool.RawLoad;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Fifty raw records a second to each partition, and how long the typed topic stood still in the partition where it stood still for
 * longest: what a user sees of a rebalance.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what does not arrive is seen as a pause
final class SteadyFlow implements AutoCloseable {
    private static final String RAW = "jst.shops.raw";
    private static final String TYPED = "jst.shops";
    private static final Duration EVERY = Duration.ofMillis(20);

    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    private final List<TopicPartition> typed;
    /** One shop of each partition. */
    private final List<Integer> shops;

    private final Map<TopicPartition, Long> arrived = new HashMap<>();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private int sent;
    private long longestNanos;

    SteadyFlow(Properties kafka) {
        producer = new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer());
        Properties committed = new Properties();
        committed.putAll(kafka);
        committed.setProperty("isolation.level", "read_committed");
        consumer = new KafkaConsumer<>(committed, new StringDeserializer(), new StringDeserializer());
        typed = consumer.partitionsFor(TYPED).stream()
                .map(info -> new TopicPartition(TYPED, info.partition()))
                .toList();
        shops = typed.stream().map(this::shopOf).toList();
        consumer.assign(typed);
        consumer.seekToEnd(typed);
        typed.forEach(consumer::position);
        threads.scheduleAtFixedRate(this::send, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        threads.scheduleWithFixedDelay(this::receive, 0, 1, TimeUnit.MILLISECONDS);
    }

    private void send() {
        sent++;
        for (int shop : shops) {
            producer.send(new ProducerRecord<>(RAW, RawLoad.key(shop), RawLoad.value(shop, 1_000_000 + sent)));
        }
    }

    /** As Kafka's partitioner chooses by key, for raw and typed records alike. */
    private int shopOf(TopicPartition partition) {
        return IntStream.iterate(0, shop -> shop + 1)
                .filter(shop ->
                        BuiltInPartitioner.partitionForKey(RawLoad.key(shop).getBytes(UTF_8), typed.size())
                                == partition.partition())
                .findFirst()
                .orElseThrow();
    }

    private synchronized void receive() {
        var records = consumer.poll(Duration.ofMillis(50));
        long now = System.nanoTime();
        for (TopicPartition partition : typed) {
            long before = arrived.getOrDefault(partition, now);
            longestNanos = Math.max(longestNanos, now - before);
            if (!records.records(partition).isEmpty()) {
                arrived.put(partition, now);
            }
        }
    }

    /** The longest pause since the last call, one that has not ended included. */
    synchronized Duration longestPause() {
        Duration longest = Duration.ofNanos(longestNanos);
        longestNanos = 0;
        return longest;
    }

    /** Whether every partition has had a record within a second. */
    synchronized boolean flows() {
        long now = System.nanoTime();
        return arrived.size() == typed.size()
                && arrived.values().stream().allMatch(at -> now - at < TimeUnit.SECONDS.toNanos(1));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
        consumer.close();
    }
}
