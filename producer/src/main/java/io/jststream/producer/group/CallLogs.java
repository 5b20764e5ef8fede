package io.jststream.producer.group;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.integration.Topics;
import io.jststream.producer.api.CallLog;
import io.jststream.producer.publish.KafkaFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The calls of all accounts in a topic, a record a call, so that every instance can read what another one has spent. The broker
 * stamps the records: instances' clocks need not agree. Thread-safe; all accounts share one Kafka producer.
 */
public final class CallLogs implements AutoCloseable {
    private static final byte[] CALL = "call".getBytes(UTF_8);
    /** Says what time it is for the broker, and up to where to read. */
    private static final byte[] READING = "reading".getBytes(UTF_8);

    private static final Duration WINDOW = Duration.ofSeconds(62);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MOST_POLLS = 75;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

    private final Properties client;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    public CallLogs(Properties client) {
        this.client = client;
    }

    /** The log of one account. */
    public CallLog of(String account) {
        byte[] key = account.getBytes(UTF_8);
        return new CallLog() {
            @Override
            public List<Duration> lastMinute() throws InterruptedException {
                return since(key, write(key, READING));
            }

            @Override
            public void add() throws InterruptedException {
                write(key, CALL);
            }
        };
    }

    private RecordMetadata write(byte[] key, byte[] what) throws InterruptedException {
        try {
            return producer()
                    .send(new ProducerRecord<>(Topics.CALLS, key, what))
                    .get();
        } catch (ExecutionException e) {
            throw KafkaFault.of(Topics.CALLS, e);
        } catch (KafkaException e) {
            throw KafkaFault.of(Topics.CALLS, e);
        }
    }

    private List<Duration> since(byte[] account, RecordMetadata now) {
        TopicPartition partition = new TopicPartition(Topics.CALLS, now.partition());
        List<Duration> ages = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(consumerConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            long from = now.timestamp() - WINDOW.toMillis();
            consumer.seek(
                    partition,
                    Optional.ofNullable(consumer.offsetsForTimes(Map.of(partition, from))
                                    .get(partition))
                            .map(OffsetAndTimestamp::offset)
                            .orElse(now.offset()));
            for (int polls = 0; consumer.position(partition) <= now.offset(); polls++) {
                if (polls == MOST_POLLS) {
                    throw new TimeoutException("the calls of the last minute did not arrive");
                }
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                    if (Arrays.equals(found.key(), account) && Arrays.equals(found.value(), CALL)) {
                        ages.add(Duration.ofMillis(Math.max(0, now.timestamp() - found.timestamp())));
                    }
                }
            }
            return ages;
        } catch (KafkaException e) {
            throw KafkaFault.of(Topics.CALLS, e);
        }
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> opened = producer;
        if (opened == null) {
            opened = new KafkaProducer<>(producerConfig(), new ByteArraySerializer(), new ByteArraySerializer());
            producer = opened;
        }
        return opened;
    }

    private Properties producerConfig() {
        Properties config = new Properties();
        config.setProperty("delivery.timeout.ms", "10000");
        config.setProperty("request.timeout.ms", "5000");
        config.setProperty("max.block.ms", "10000");
        config.setProperty("buffer.memory", "1048576");
        config.putAll(client);
        config.setProperty("linger.ms", "0");
        config.setProperty("acks", "all");
        return config;
    }

    private Properties consumerConfig() {
        Properties config = new Properties();
        config.setProperty("default.api.timeout.ms", "15000");
        config.putAll(client);
        config.setProperty("enable.auto.commit", "false");
        config.setProperty("auto.offset.reset", "earliest");
        return config;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(LONGEST_CLOSE);
            producer = null;
        }
    }
}
