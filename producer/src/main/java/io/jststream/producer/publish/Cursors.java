package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.integration.Topics;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the topic {@code jst.cursors} holds: the state of each reader, which it writes itself, and beside it what an operator
 * has ordered, which the reader never writes.
 */
public final class Cursors {
    private static final String ORDER = "/order";

    private final Map<String, byte[]> values;

    private Cursors(Map<String, byte[]> values) {
        this.values = values;
    }

    /** Reads the topic up to where it ends now. */
    public static Cursors read(KafkaClients clients) {
        Map<String, byte[]> values = new TreeMap<>();
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            WholeTopic.read(consumer, Topics.CURSORS, found -> {
                String key = new String(found.key(), UTF_8);
                if (found.value() == null) {
                    values.remove(key);
                } else {
                    values.put(key, found.value());
                }
            });
        }
        return new Cursors(values);
    }

    /** The key of a reader's state. */
    public static String state(String account, String integration) {
        return account + "/" + integration;
    }

    /** The key of what an operator has ordered for a reader. */
    public static String order(String account, String integration) {
        return state(account, integration) + ORDER;
    }

    /** Everything there is, by key. */
    public Map<String, byte[]> values() {
        return Map.copyOf(values);
    }

    static ProducerRecord<byte[], byte[]> record(String key, byte @Nullable [] value) {
        return new ProducerRecord<>(Topics.CURSORS, key.getBytes(UTF_8), value);
    }
}
