package io.jststream.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.integration.RecordHeaders;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * A typed record that the database refused for its own sake.
 *
 * @param reason what the database said, for a person
 */
record RefusedRow(ConsumerRecord<byte[], byte[]> row, String reason) {
    private static final String RULE = "database";
    private static final Pattern COLUMN = Pattern.compile("[Cc]olumn '([^']+)'");

    /** The dead letter: key, value and headers as they came, plus headers that say why and where it stood. */
    ProducerRecord<byte[], byte[]> letter(String topic) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topic, null, row.key(), row.value(), row.headers());
        Matcher column = COLUMN.matcher(reason);
        if (column.find()) {
            put(letter.headers(), RecordHeaders.DEAD_FIELD, column.group(1));
        }
        put(letter.headers(), RecordHeaders.DEAD_RULE, RULE);
        put(letter.headers(), RecordHeaders.DEAD_REASON, reason);
        put(letter.headers(), RecordHeaders.DEAD_TOPIC, row.topic());
        put(letter.headers(), RecordHeaders.DEAD_PARTITION, Integer.toString(row.partition()));
        put(letter.headers(), RecordHeaders.DEAD_OFFSET, Long.toString(row.offset()));
        return letter;
    }

    /** What the database said: its message, and the numbers that its manual is searched by. */
    static String said(SQLException refusal) {
        String message =
                String.valueOf(refusal.getMessage()).lines().findFirst().orElse("no message");
        return message + " (error " + refusal.getErrorCode() + ", SQL state " + refusal.getSQLState() + ")";
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }
}
