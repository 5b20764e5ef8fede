package io.jststream.transformer;

import io.jststream.integration.Groups;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.StreamsConfig;

/** How Kafka Streams runs: what this application needs, overridden by every {@code JST_KAFKA_*} and {@code JST_STREAMS_*}. */
final class StreamsProperties {
    private StreamsProperties() {}

    static Properties from(Settings settings) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, Groups.TRANSFORMER);
        // makes its consumers read committed records only, too
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class.getName());
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class.getName());
        // the newer "streams" protocol cannot change a topology, so a second integration would be refused (Kafka 4.3)
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC.name);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // another instance takes over after so long when one is killed
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), "10000");
        if (settings.flag(Setting.JST_STATIC_MEMBER)) {
            properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), hostName());
        }
        // what has piled up is read in large portions: with the defaults of 1000 it takes half as long again
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), "5000");
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, "10000");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), "131072");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), "20");
        // a dead letter is its raw record and its reason, so it may be larger than the largest raw record
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), "4194304");
        // the copy of a store is a topic as all others
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.get(Setting.JST_TOPIC_REPLICATION));
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreMemory.class.getName());
        Properties configured = settings.streams();
        // A name without a prefix is for all clients, and Streams would let the one with a prefix win.
        configured.stringPropertyNames().forEach(name -> {
            properties.remove(StreamsConfig.consumerPrefix(name));
            properties.remove(StreamsConfig.producerPrefix(name));
        });
        properties.putAll(configured);
        return properties;
    }

    /** A container keeps it over a restart, and no two have the same. */
    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new OperatorException(
                    ExitCode.ENVIRONMENT,
                    "this host does not know its own name (" + e.getMessage()
                            + "), expected one to be a member of the group by; set JST_STATIC_MEMBER=false",
                    e);
        }
    }
}
