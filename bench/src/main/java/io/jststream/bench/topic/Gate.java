package io.jststream.bench.topic;

import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Keeps what a topic is going to hold from those that read it exactly once, until all is ready: they see nothing that stands behind
 * an open transaction. Used by one thread.
 */
public final class Gate implements AutoCloseable {
    /** The longest that a broker allows by default. */
    private static final String LONGEST_MILLIS = "900000";

    private final KafkaProducer<byte[], byte[]> producer;

    private Gate(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Closes a topic that is empty yet; a record of each partition is lost with the transaction. */
    @SuppressWarnings("FutureReturnValueIgnored") // flush waits, and a failure fails the transaction
    public static Gate close(String topic, int partitions, Properties kafka) {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.setProperty("transactional.id", "gate-" + topic);
        properties.setProperty("transaction.timeout.ms", LONGEST_MILLIS);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        for (int partition = 0; partition < partitions; partition++) {
            producer.send(new ProducerRecord<>(topic, partition, new byte[0], new byte[0]));
        }
        producer.flush();
        return new Gate(producer);
    }

    /** From now on everybody sees what stands in the topic. Throws where a quarter of an hour has opened the gate already. */
    public void open() {
        producer.abortTransaction();
    }

    @Override
    public void close() {
        producer.close();
    }
}
