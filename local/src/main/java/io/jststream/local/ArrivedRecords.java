package io.jststream.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.integration.Column;
import io.jststream.integration.Integration;
import io.jststream.integration.RecordHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Follows an integration's topics from their beginning on a thread of its own and knows what must be in the table by now:
 * raw records counted, typed records by key, dead letters with their reasons. Thread-safe.
 */
public final class ArrivedRecords implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(50);

    private final Integration integration;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private final Map<String, Row> typed = new LinkedHashMap<>();
    private final List<DeadLetter> dead = new ArrayList<>();
    private long raw;
    private long mapped;
    /** When the consumer last was at the end of all topics, as {@link System#nanoTime}; the end was asked for then. */
    private long atEnd;

    /**
     * A row as the typed topic has it.
     *
     * @param columns the columns as text, or nothing where the row is gone
     * @param publishedAt when its raw record was written, epoch milliseconds
     */
    public record Row(Map<String, @Nullable String> columns, long publishedAt) {}

    /** A raw record that the mapping refused. */
    public record DeadLetter(String key, String field, String reason) {}

    private ArrivedRecords(Integration integration, KafkaConsumer<byte[], byte[]> consumer) {
        this.integration = integration;
        this.consumer = consumer;
        this.thread = new Thread(this::follow, "arrived-records");
        this.thread.setDaemon(true);
    }

    /** Starts following. */
    public static ArrivedRecords follow(Integration integration, Properties kafka) {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty("auto.offset.reset", "earliest");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                List.of(
                                integration.topics().raw(),
                                integration.topics().typed(),
                                integration.topics().dead())
                        .stream()
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        ArrivedRecords arrived = new ArrivedRecords(integration, consumer);
        arrived.thread.start();
        return arrived;
    }

    /**
     * Whether every raw record that was in the topic at that time has become a typed record, a tombstone or a dead letter.
     *
     * @param time of {@link System#nanoTime}
     */
    public synchronized boolean completeSince(long time) {
        return atEnd - time > 0 && mapped == raw;
    }

    /** What the table must hold by now, by key. */
    public synchronized Map<String, Row> typed() {
        return new LinkedHashMap<>(typed);
    }

    /** As {@link #typed}, without the times. */
    public Map<String, Map<String, @Nullable String>> rows() {
        return typed().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().columns()));
    }

    /** All dead letters so far. */
    public synchronized List<DeadLetter> dead() {
        return List.copyOf(dead);
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try (consumer) {
            while (true) {
                long asked = System.nanoTime();
                Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
                consumer.poll(POLL).forEach(this::take);
                if (ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                    reachedEnd(asked);
                }
            }
        } catch (WakeupException closed) {
            // the way out
        }
    }

    private synchronized void reachedEnd(long asked) {
        atEnd = asked;
    }

    private synchronized void take(ConsumerRecord<byte[], byte[]> found) {
        if (found.topic().equals(integration.topics().raw())) {
            raw++;
        } else if (found.topic().equals(integration.topics().dead())) {
            mapped++;
            dead.add(new DeadLetter(
                    new String(found.key(), StandardCharsets.UTF_8),
                    header(found, RecordHeaders.DEAD_FIELD),
                    header(found, RecordHeaders.DEAD_REASON)));
        } else {
            mapped++;
            takeTyped(found);
        }
    }

    private void takeTyped(ConsumerRecord<byte[], byte[]> found) {
        JsonNode key = parse(found.key());
        String row = integration.target().key().stream()
                .map(column -> key.path(column).asText())
                .collect(Collectors.joining("/"));
        if (found.value() == null) {
            typed.remove(row);
            return;
        }
        JsonNode value = parse(found.value());
        Map<String, @Nullable String> columns = new LinkedHashMap<>();
        // As the sink writes it: a record of an earlier mapping has nothing for a column that is new, and may have one
        // too many.
        for (Column column : integration.target().columns()) {
            JsonNode field = value.path(column.field());
            columns.put(
                    column.field(),
                    value.hasNonNull(column.field()) ? DatabaseText.of(column.type(), field.asText()) : null);
        }
        typed.put(row, new Row(columns, found.timestamp())); // which is that of its raw record
    }

    private static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> found, String name) {
        Header header = found.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
