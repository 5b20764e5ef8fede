package io.jststream.console.dead;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what stands in topics, whether or not the transaction that wrote it has ended. */
final class LookBack {
    private static final Duration POLL = Duration.ofMillis(200);
    /** Polls in a row that bring nothing: 10 s. */
    private static final int MOST_EMPTY_POLLS = 50;

    private final Properties client;

    LookBack(Properties client) {
        this.client = client;
    }

    /** From offsets to others; the second ones are there, for somebody has written before them. */
    void read(
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> until,
            Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(until.keySet());
            until.keySet().forEach(partition -> consumer.seek(partition, from.getOrDefault(partition, 0L)));
            int empty = 0;
            while (until.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                long before = position(consumer);
                consumer.poll(POLL).forEach(found -> {
                    TopicPartition partition = new TopicPartition(found.topic(), found.partition());
                    if (found.offset() < until.getOrDefault(partition, 0L)) {
                        taker.accept(found);
                    }
                });
                empty = position(consumer) > before ? 0 : empty + 1;
                if (empty == MOST_EMPTY_POLLS) {
                    throw new TimeoutException("nothing has arrived for "
                            + POLL.multipliedBy(MOST_EMPTY_POLLS).toSeconds() + " s of " + until);
                }
            }
        }
    }

    private static long position(KafkaConsumer<byte[], byte[]> consumer) {
        return consumer.assignment().stream().mapToLong(consumer::position).sum();
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Properties properties = new Properties();
        properties.setProperty("fetch.max.wait.ms", "50");
        properties.setProperty("default.api.timeout.ms", "15000");
        properties.putAll(client);
        properties.setProperty("isolation.level", "read_uncommitted");
        properties.setProperty("enable.auto.commit", "false");
        properties.setProperty("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
