package io.jststream.connect.watch;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Tells a record that waits from the end of a transaction, which takes an offset too: a quiet partition would show a lag of 1
 * for ever. Not thread-safe.
 */
public final class Waiting implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final Consumer<byte[], byte[]> consumer;

    /**
     * Offsets of one partition.
     *
     * @param from the first
     * @param to the one behind the last
     */
    public record Span(long from, long to) {
        static final Span NONE = new Span(0, 0);

        long length() {
            return to - from;
        }
    }

    public Waiting(Properties kafka) {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("max.partition.fetch.bytes", "16384");
        properties.put("allow.auto.create.topics", "false");
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The partitions that hold a record in their span, or may hold one where Kafka did not say in time. */
    public Set<TopicPartition> records(Map<TopicPartition, Span> spans) {
        Set<TopicPartition> found = new HashSet<>();
        Set<TopicPartition> open = new HashSet<>(spans.keySet());
        consumer.assign(open);
        spans.forEach((partition, span) -> consumer.seek(partition, span.from()));
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            found.addAll(consumer.poll(POLL).partitions());
            open.removeIf(
                    partition -> found.contains(partition) || consumer.position(partition) >= end(spans, partition));
        }
        found.addAll(open);
        return found;
    }

    private static long end(Map<TopicPartition, Span> spans, TopicPartition partition) {
        Span span = spans.get(partition);
        return span == null ? 0 : span.to();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
