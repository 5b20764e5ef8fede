package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.integration.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * What the topic {@code jst.cursors} holds: the state of each reader, which it writes itself, beside it what an operator has
 * ordered, which the reader never writes, and of each account the API that it is read from.
 */
public final class Cursors {
    /** A character that no integration's name has. */
    private static final String ORDER = "#order";

    private static final String SOURCE = "#source";

    private final Map<String, byte[]> values;

    private Cursors(Map<String, byte[]> values) {
        this.values = values;
    }

    /** Reads the topic up to where it ends now. */
    public static Cursors read(KafkaClients clients) {
        Map<String, byte[]> values = new TreeMap<>();
        try {
            WholeTopic.read(
                    clients, Topics.CURSORS, found -> values.put(new String(found.key(), UTF_8), found.value()));
        } catch (KafkaException e) {
            throw KafkaFault.of(Topics.CURSORS, e);
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

    /** The key of what is noted of the API that an account is read from. */
    public static String source(String account) {
        return account + SOURCE;
    }

    /** Everything there is, by key. */
    public Map<String, byte[]> values() {
        return Map.copyOf(values);
    }

    /** What stands at a key. */
    Optional<byte[]> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The states of an integration's readers, by account. */
    public Map<String, byte[]> states(String integration) {
        Map<String, byte[]> states = new TreeMap<>();
        String ending = state("", integration);
        values.forEach((key, value) -> {
            if (key.endsWith(ending)) {
                states.put(key.substring(0, key.length() - ending.length()), value);
            }
        });
        return states;
    }

    /** Writes a value as somebody who is no reader: whoever writes the same key at the same moment is fenced. */
    @SuppressWarnings("FutureReturnValueIgnored") // the commit throws what the send met
    public static void write(KafkaClients clients, String key, byte[] value) {
        try (Producer<byte[], byte[]> producer = clients.producer("jst-" + key)) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record(key, value));
            producer.commitTransaction();
        } catch (KafkaException e) {
            throw KafkaFault.of(Topics.CURSORS, e);
        }
    }

    static ProducerRecord<byte[], byte[]> record(String key, byte[] value) {
        return new ProducerRecord<>(Topics.CURSORS, key.getBytes(UTF_8), value);
    }
}
