package io.jststream.producer.publish;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

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
}
