package io.jststream.producer.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Reads a topic, from its beginning or a place on, up to where it ends now. Where a whole topic is wanted, a transaction of another
 * producer that is still open is waited for: behind it there may be what its reader depends on, and a consumer of committed records
 * would stop before it.
 */
final class WholeTopic {
    private static final Duration POLL = Duration.ofMillis(500);
    /** Polls in a row that bring nothing, after which nothing is expected any more: 30 s. */
    private static final int MOST_EMPTY_POLLS = 60;

    private WholeTopic() {}

    /** Hands every committed record to the taker. */
    static void read(
            KafkaClients clients, String topic, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            assign(consumer, topic);
            readToEnd(clients, consumer, taker);
        }
    }

    /**
     * From where an earlier reading has ended; without what was written before that time where there was none. Ends before a
     * transaction that is still open, for the next reading goes on there: nobody has to wait for what a killed process has left.
     *
     * @return where this reading has ended
     */
    static Map<TopicPartition, Long> readOn(
            Instant since,
            Map<TopicPartition, Long> reached,
            KafkaClients clients,
            String topic,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            Map<TopicPartition, Long> times = new HashMap<>();
            for (TopicPartition partition : assign(consumer, topic)) {
                Optional.ofNullable(reached.get(partition))
                        .ifPresentOrElse(
                                offset -> consumer.seek(partition, offset),
                                () -> times.put(partition, since.toEpochMilli()));
            }
            if (!times.isEmpty()) {
                consumer.offsetsForTimes(times).forEach((partition, found) -> {
                    if (found == null) {
                        consumer.seekToEnd(List.of(partition));
                    } else {
                        consumer.seek(partition, found.offset());
                    }
                });
            }
            readTo(consumer.endOffsets(consumer.assignment()), consumer, taker);
            return positionsOf(consumer);
        }
    }

    /** Where each partition of the topic begins. */
    static Map<TopicPartition, Long> beginnings(KafkaClients clients, String topic) {
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            return consumer.beginningOffsets(assign(consumer, topic));
        }
    }

    /**
     * From these offsets. Ends before a transaction that is still open.
     *
     * @return where this reading has ended
     */
    static Map<TopicPartition, Long> readFrom(
            Map<TopicPartition, Long> from,
            KafkaClients clients,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            consumer.assign(from.keySet());
            from.forEach(consumer::seek);
            readTo(consumer.endOffsets(from.keySet()), consumer, taker);
            return positionsOf(consumer);
        }
    }

    /**
     * As the first one, the last offsets of each partition alone.
     *
     * @return whether that was the whole topic
     */
    static boolean readLast(
            long offsets,
            KafkaClients clients,
            String topic,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            List<TopicPartition> partitions = assign(consumer, topic);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            boolean whole = true;
            for (Map.Entry<TopicPartition, Long> end : clients.ends(partitions).entrySet()) {
                long from = end.getValue() - offsets;
                if (from > begins.getOrDefault(end.getKey(), 0L)) {
                    consumer.seek(end.getKey(), from);
                    whole = false;
                }
            }
            readToEnd(clients, consumer, taker);
            return whole;
        }
    }

    private static List<TopicPartition> assign(Consumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("there is no topic " + topic);
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return partitions;
    }

    private static void readToEnd(
            KafkaClients clients,
            Consumer<byte[], byte[]> consumer,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        readTo(clients.ends(consumer.assignment()), consumer, taker);
    }

    private static void readTo(
            Map<TopicPartition, Long> ends,
            Consumer<byte[], byte[]> consumer,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        long read = positions(consumer);
        int empty = 0;
        for (List<String> missing = missing(consumer, ends); !missing.isEmpty(); missing = missing(consumer, ends)) {
            if (empty == MOST_EMPTY_POLLS) {
                throw new TimeoutException("nothing has arrived for "
                        + POLL.multipliedBy(MOST_EMPTY_POLLS).toSeconds() + " s, waiting for what the topic holds: "
                        + String.join(", ", missing));
            }
            consumer.poll(POLL).forEach(taker);
            long before = read;
            read = positions(consumer);
            empty = read > before ? 0 : empty + 1;
        }
    }

    /** How far it has read. A transaction that was given up moves this too, and brings no record. */
    private static long positions(Consumer<byte[], byte[]> consumer) {
        return consumer.assignment().stream().mapToLong(consumer::position).sum();
    }

    private static Map<TopicPartition, Long> positionsOf(Consumer<byte[], byte[]> consumer) {
        return consumer.assignment().stream().collect(Collectors.toMap(partition -> partition, consumer::position));
    }

    /** The partitions that are not read to their ends, for a person. */
    private static List<String> missing(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .filter(end -> consumer.position(end.getKey()) < end.getValue())
                .map(end ->
                        end.getKey() + " is read up to " + consumer.position(end.getKey()) + " of " + end.getValue())
                .toList();
    }
}
