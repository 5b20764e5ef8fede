package io.jststream.e2e.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.e2e.tool.RawLoad;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Counts the typed records of a {@link RawLoad} by key and content, as somebody who trusts committed records only. */
final class TypedCounts implements AutoCloseable {
    private static final Pattern NUMBERS =
            Pattern.compile("\\{\"shop_id\":(\\d+),.*\"short_name\":\"version (\\d+)\".*}");

    private final KafkaConsumer<String, String> consumer;
    private final List<TopicPartition> partitions;
    private final int shops;

    TypedCounts(Properties kafka, int shops) {
        this.shops = shops;
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty("max.poll.records", "5000");
        consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
        partitions = consumer.partitionsFor("jst.shops").stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
    }

    /** Reads what has come since the last call: every version of every shop must be there, once, with its own content. */
    void everyVersionCameOnce(int firstVersion, int lastVersion) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        BitSet seen = new BitSet();
        Map<String, Integer> wrong = new HashMap<>();
        while (partitions.stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            for (ConsumerRecord<String, String> typed : consumer.poll(Duration.ofMillis(200))) {
                int number = number(typed, firstVersion);
                if (number < 0 || seen.get(number)) {
                    wrong.merge(number < 0 ? typed.value() : "twice: " + typed.value(), 1, Integer::sum);
                } else {
                    seen.set(number);
                }
            }
        }
        assertEquals(Map.of(), wrong);
        assertEquals(shops * (lastVersion - firstVersion + 1), seen.cardinality());
    }

    /** Which record of the load it is; -1 where key and content are not those of one. */
    private int number(ConsumerRecord<String, String> typed, int firstVersion) {
        Matcher numbers = NUMBERS.matcher(typed.value());
        if (!numbers.matches()) {
            return -1;
        }
        int shop = RawLoad.shop(numbers.group(1));
        int version = Integer.parseInt(numbers.group(2));
        boolean whole = typed.key().equals(RawLoad.key(shop)) && typed.value().equals(RawLoad.typed(shop, version));
        return whole ? (version - firstVersion) * shops + shop : -1;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
