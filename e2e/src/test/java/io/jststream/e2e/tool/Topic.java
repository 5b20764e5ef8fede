package io.jststream.e2e.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a whole topic as somebody who trusts committed records only. */
public final class Topic {
    private Topic() {}

    public static List<ConsumerRecord<String, String>> read(Properties kafka, String topic) {
        return read(kafka, topic, Map.of());
    }

    /**
     * What follows these offsets; a partition without one is read from its beginning. Reads to where the partition ends now, and
     * waits for a transaction that is still open: behind one that a killed process has left, there may be what another has committed.
     */
    public static List<ConsumerRecord<String, String>> read(
            Properties kafka, String topic, Map<TopicPartition, Long> after) {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty("auto.offset.reset", "earliest");
        // closing waits for the fetch that is under way
        properties.setProperty("fetch.max.wait.ms", "50");
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            after.forEach((partition, offset) -> consumer.seek(partition, offset + 1));
            Map<TopicPartition, Long> ends = ends(kafka, partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static Map<TopicPartition, Long> ends(Properties kafka, List<TopicPartition> partitions) {
        Properties uncommitted = new Properties();
        uncommitted.putAll(kafka);
        uncommitted.setProperty("isolation.level", "read_uncommitted");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(uncommitted, new StringDeserializer(), new StringDeserializer())) {
            return consumer.endOffsets(partitions);
        }
    }

    /** How often each pair of key and content stands in a topic. */
    public static Map<String, Integer> counts(List<ConsumerRecord<String, String>> records) {
        Map<String, Integer> counts = new TreeMap<>();
        records.forEach(found -> counts.merge(found.key() + " " + found.value(), 1, Integer::sum));
        return counts;
    }

    public static String header(ConsumerRecord<String, String> found, String name) {
        Header header = found.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
