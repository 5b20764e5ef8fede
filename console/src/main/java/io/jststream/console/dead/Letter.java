package io.jststream.console.dead;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.integration.RecordHeaders;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter and where the record stood that was refused. A record has one letter, however often a replay has refused it.
 *
 * @param origin the raw topic where the mapping refused it, the typed one where the database did
 */
public record Letter(ConsumerRecord<byte[], byte[]> found, TopicPartition origin, long offset) {
    /** What an operator of the pipeline cannot have written has its place in the topic of dead letters instead. */
    static Letter of(ConsumerRecord<byte[], byte[]> found) {
        String topic = header(found, RecordHeaders.DEAD_TOPIC);
        String partition = header(found, RecordHeaders.DEAD_PARTITION);
        String offset = header(found, RecordHeaders.DEAD_OFFSET);
        if (topic.isEmpty() || !partition.matches("\\d{1,9}") || !offset.matches("\\d{1,18}")) {
            return new Letter(found, new TopicPartition(found.topic(), found.partition()), found.offset());
        }
        return new Letter(found, new TopicPartition(topic, Integer.parseInt(partition)), Long.parseLong(offset));
    }

    /** What a person calls it by: {@code raw-2-17}, {@code typed-0-5}, {@code items-0-5} of a list's row. */
    public String id() {
        return idAt(origin, offset);
    }

    /** What it would be called by if its record, sent once more, were refused at that place. */
    String idAt(TopicPartition place, long at) {
        String kind = place.topic().endsWith(".raw")
                ? "raw"
                : fromDatabase() ? list(place).orElse("typed") : "other";
        return kind + "-" + place.partition() + "-" + at;
    }

    /** The list of whose table the rows of a topic are; empty where they are of the records' own. */
    private Optional<String> list(TopicPartition place) {
        String typed = found.topic().replaceFirst("\\.dead$", "") + ".";
        return place.topic().startsWith(typed)
                ? Optional.of(place.topic().substring(typed.length()))
                : Optional.empty();
    }

    /** The database refused its row; the mapping had let it through. */
    public boolean fromDatabase() {
        return rule().equals("database");
    }

    /** The database refused to delete the row of a line. */
    boolean isDeletedLine() {
        return fromDatabase() && found.value() == null && list(origin).isPresent();
    }

    /** The rule that it broke. */
    public String rule() {
        String rule = header(found, RecordHeaders.DEAD_RULE);
        return rule.isEmpty() ? "unknown" : rule;
    }

    /** The column that it is about, {@code items.qty} of a list's; empty where it is about the record. */
    public String field() {
        return place().replaceAll("\\[\\d+]", "");
    }

    /** The same with the line of the list that it is in, {@code items[2].qty}. */
    public String place() {
        return header(found, RecordHeaders.DEAD_FIELD);
    }

    /** What was found and what was expected. */
    public String reason() {
        return header(found, RecordHeaders.DEAD_REASON);
    }

    /** The version of the mapping that refused it. */
    public String mapping() {
        return header(found, RecordHeaders.DEAD_MAPPING);
    }

    /** The account that it was read with; empty where the database refused its row, which does not bear it. */
    String account() {
        return header(found, RecordHeaders.ACCOUNT);
    }

    /** The record's key, for a person. */
    public String key() {
        return text(found.key());
    }

    /** How often it has been sent round already. */
    public int redriven() {
        String times = header(found, RecordHeaders.REDRIVEN);
        return times.matches("\\d{1,9}") ? Integer.parseInt(times) : 0;
    }

    /** When it was refused. */
    public Instant at() {
        return Instant.ofEpochMilli(found.timestamp());
    }

    private static String header(ConsumerRecord<byte[], byte[]> found, String name) {
        Header header = found.headers().lastHeader(name);
        return header == null ? "" : text(header.value());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }
}
