package io.jststream.transformer;

import io.jststream.integration.RecordHeaders;
import io.jststream.transformer.column.Refusal;
import io.jststream.transformer.column.Shortened;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** A refused raw record: key, value and headers as they came, plus headers that say why and where it stood. */
final class DeadLetter {
    private DeadLetter() {}

    /** The dead letter of a raw record. */
    static Record<byte[], byte[]> of(
            Record<byte[], byte[]> raw, Refusal refusal, String mappingVersion, RecordMetadata origin) {
        Record<byte[], byte[]> letter = raw.withHeaders(raw.headers()); // copies them
        Headers headers = letter.headers();
        if (refusal.field() != null) {
            put(headers, RecordHeaders.DEAD_FIELD, refusal.field());
        }
        put(headers, RecordHeaders.DEAD_RULE, refusal.rule().label());
        put(headers, RecordHeaders.DEAD_REASON, refusal.reason());
        if (refusal.value() != null) {
            put(headers, RecordHeaders.DEAD_VALUE, Shortened.of(refusal.value()));
        }
        put(headers, RecordHeaders.DEAD_MAPPING, mappingVersion);
        put(headers, RecordHeaders.DEAD_TOPIC, origin.topic());
        put(headers, RecordHeaders.DEAD_PARTITION, Integer.toString(origin.partition()));
        put(headers, RecordHeaders.DEAD_OFFSET, Long.toString(origin.offset()));
        return letter;
    }

    /** Replaces what a dead letter that was sent round again brought along. */
    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
