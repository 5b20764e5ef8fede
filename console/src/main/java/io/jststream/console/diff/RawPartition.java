package io.jststream.console.diff;

import io.jststream.producer.publish.History;
import io.jststream.producer.publish.KafkaClients;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A partition of a raw topic: all versions of its records, in their order, as often as somebody reads them. */
@FunctionalInterface
public interface RawPartition {
    /** Hands on what it holds now. */
    void read(Consumer<ConsumerRecord<byte[], byte[]>> taker);

    /** Those of a topic. */
    static List<RawPartition> of(KafkaClients clients, String topic) {
        return History.beginnings(clients, topic).entrySet().stream()
                .map(begin ->
                        (RawPartition) taker -> History.read(clients, Map.of(begin.getKey(), begin.getValue()), taker))
                .toList();
    }
}
