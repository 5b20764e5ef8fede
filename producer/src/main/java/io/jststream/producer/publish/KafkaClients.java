package io.jststream.producer.publish;

import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the Kafka clients of a raw topic; tests make others. */
public interface KafkaClients {
    /** A transactional producer that has not been initialised yet. */
    Producer<byte[], byte[]> producer(String transactionalId);

    /** A consumer that reads committed records. */
    Consumer<byte[], byte[]> consumer();

    /** Where these partitions end now, behind transactions that are still open too. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions);

    /** Real ones, with the given client properties; what the pipeline depends on cannot be overridden. */
    static KafkaClients of(Properties client) {
        return new KafkaClients() {
            @Override
            public Producer<byte[], byte[]> producer(String transactionalId) {
                Properties properties = new Properties();
                properties.setProperty("compression.type", "lz4");
                properties.setProperty("linger.ms", "5");
                properties.setProperty("delivery.timeout.ms", "30000");
                properties.setProperty("request.timeout.ms", "10000");
                properties.setProperty("max.block.ms", "15000");
                properties.putAll(client);
                properties.setProperty("acks", "all");
                properties.setProperty("enable.idempotence", "true");
                properties.setProperty("transactional.id", transactionalId);
                return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
            }

            @Override
            public Consumer<byte[], byte[]> consumer() {
                return consumer("read_committed");
            }

            @Override
            public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
                try (Consumer<byte[], byte[]> consumer = consumer("read_uncommitted")) {
                    // It warns of partitions that it has not been given.
                    consumer.assign(partitions);
                    return consumer.endOffsets(partitions);
                }
            }

            private Consumer<byte[], byte[]> consumer(String isolation) {
                Properties properties = new Properties();
                properties.setProperty("default.api.timeout.ms", "15000");
                // Closing at the end of a topic waits for the fetch under way, half a second by default.
                properties.setProperty("fetch.max.wait.ms", "50");
                properties.putAll(client);
                properties.setProperty("isolation.level", isolation);
                properties.setProperty("enable.auto.commit", "false");
                properties.setProperty("auto.offset.reset", "earliest");
                return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            }
        };
    }
}
