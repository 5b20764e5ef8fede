package io.jststream.producer.publish;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** A topic from its beginning to where it ends now, for whoever only looks. */
public final class History {
    private History() {}

    /** Hands every committed record to the taker; those of one key in their order. */
    public static void read(KafkaClients clients, String topic, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try {
            WholeTopic.read(clients, topic, taker);
        } catch (KafkaException e) {
            throw KafkaFault.of(topic, e);
        }
    }

    /** Where each partition of a topic begins. */
    public static Map<TopicPartition, Long> beginnings(KafkaClients clients, String topic) {
        try {
            return WholeTopic.beginnings(clients, topic);
        } catch (KafkaException e) {
            throw KafkaFault.of(topic, e);
        }
    }

    /**
     * Hands on what stands in parts of topics, from these offsets to their ends or to where a transaction begins that is still open.
     *
     * @return where each has ended
     */
    public static Map<TopicPartition, Long> read(
            KafkaClients clients, Map<TopicPartition, Long> from, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try {
            return WholeTopic.readFrom(from, clients, taker);
        } catch (KafkaException e) {
            throw KafkaFault.of(from.keySet().toString(), e);
        }
    }
}
