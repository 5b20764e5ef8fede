package io.jststream.e2e.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.jststream.integration.Topics;
import io.jststream.producer.publish.KafkaClients;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * What a producer has published: the last value of each key, as a table would hold it, without the broker that so many records
 * need not wait for. A transaction is seen as a whole or not at all.
 */
public final class Published implements KafkaClients {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);
    private static final TopicPartition CURSORS = new TopicPartition(Topics.CURSORS, 0);

    private final String topic;
    private final Map<String, String> last = new HashMap<>();
    private final List<ProducerRecord<byte[], byte[]>> cursors = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> open = new ArrayList<>();
    private IntPredicate fails = commit -> false;
    private boolean keeps;
    private final Map<String, byte[]> kept = new LinkedHashMap<>();
    private int commits;
    private int records;

    public Published(String topic) {
        this.topic = topic;
    }

    /** The last value of each key, as {@link #digest} has it. */
    public Map<String, String> rows() {
        return last;
    }

    /** Records published. */
    public int records() {
        return records;
    }

    /** From here on, the topic can be read too. */
    public void keepRecords() {
        keeps = true;
    }

    /** The topic has never heard of that record. */
    public void lose(String key) {
        last.remove(key);
        kept.remove(key);
    }

    /** From here on, these commits fail, counted from the first commit of all. */
    public void fail(IntPredicate commit) {
        fails = commit;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Producer<byte[], byte[]> producer(String transactionalId) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "beginTransaction" -> open.clear();
                        case "send" -> open.add((ProducerRecord<byte[], byte[]>) arguments[0]);
                        case "commitTransaction" -> commit();
                        default -> {
                            // nothing that shows
                        }
                    }
                    return null;
                });
    }

    /** What stands for a record, whatever the order of its keys: 200,000 records themselves would be gigabytes. */
    public static String digest(JsonNode record) {
        try {
            byte[] sorted = JSON.writeValueAsBytes(JSON.treeToValue(record, Object.class));
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(sorted));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void commit() throws IOException {
        if (fails.test(++commits)) {
            throw new KafkaException("commit " + commits + " fails");
        }
        for (ProducerRecord<byte[], byte[]> record : open) {
            if (record.topic().equals(topic)) {
                records++;
                last.put(new String(record.key(), UTF_8), digest(JSON.readTree(record.value())));
                if (keeps) {
                    kept.put(new String(record.key(), UTF_8), record.value());
                }
            } else if (record.topic().equals(Topics.CURSORS)) {
                cursors.add(record);
            }
        }
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return consumer().endOffsets(partitions);
    }

    @Override
    public Consumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        TopicPartition raw = new TopicPartition(topic, 0);
        consumer.updatePartitions(Topics.CURSORS, List.of(new PartitionInfo(Topics.CURSORS, 0, null, null, null)));
        consumer.updatePartitions(topic, List.of(new PartitionInfo(topic, 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(CURSORS, 0L, raw, 0L));
        consumer.updateEndOffsets(Map.of(CURSORS, (long) cursors.size(), raw, (long) kept.size()));
        consumer.schedulePollTask(() -> {
            if (consumer.assignment().contains(raw)) {
                long next = 0;
                for (Map.Entry<String, byte[]> record : kept.entrySet()) {
                    byte[] key = record.getKey().getBytes(UTF_8);
                    consumer.addRecord(new ConsumerRecord<>(topic, 0, next++, key, record.getValue()));
                }
                return;
            }
            for (int offset = 0; offset < cursors.size(); offset++) {
                ProducerRecord<byte[], byte[]> cursor = cursors.get(offset);
                consumer.addRecord(new ConsumerRecord<>(Topics.CURSORS, 0, offset, cursor.key(), cursor.value()));
            }
        });
        return consumer;
    }
}
