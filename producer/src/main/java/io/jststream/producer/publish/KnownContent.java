package io.jststream.producer.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What was last published per key, as hashes. Not thread-safe: each raw topic has one, used by one sweep at a time. */
final class KnownContent {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Map<String, ContentHash> hashes = new HashMap<>();

    /** Reads the whole topic up to where it ends now. The consumer must read committed records only. */
    static KnownContent rebuild(Consumer<byte[], byte[]> consumer, String topic) {
        KnownContent known = new KnownContent();
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("there is no topic " + topic);
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            consumer.poll(POLL).forEach(known::take);
        }
        return known;
    }

    private void take(ConsumerRecord<byte[], byte[]> published) {
        String key = new String(published.key(), StandardCharsets.UTF_8);
        if (published.value() == null) {
            hashes.remove(key);
        } else {
            hashes.put(key, Canonical.hash(published.value()));
        }
    }

    /** Whether the key is known, with whatever content. */
    boolean has(String key) {
        return hashes.containsKey(key);
    }

    /** Whether the key's last published content is this one. */
    boolean has(String key, ContentHash content) {
        return content.equals(hashes.get(key));
    }

    /** Takes note of what has been committed. */
    void putAll(Map<String, ContentHash> published) {
        hashes.putAll(published);
    }

    /** Number of keys. */
    int size() {
        return hashes.size();
    }
}
