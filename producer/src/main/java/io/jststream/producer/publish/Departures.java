package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.integration.RecordHeaders;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The records that a sweep has found to be gone.
 *
 * @param keys their raw keys
 * @param since what a marked row bears: when that sweep began, as its name and its entry in the ledger say too
 */
public record Departures(List<String> keys, Instant since) {
    /** Nothing is gone. */
    public static final Departures NONE = new Departures(List.of(), Instant.EPOCH);

    public Departures {
        keys = List.copyOf(keys);
    }

    /** The record, with a header that says since when it is gone. */
    ProducerRecord<byte[], byte[]> marked(ProducerRecord<byte[], byte[]> record) {
        record.headers()
                .add(RecordHeaders.GONE_AT, Long.toString(since.toEpochMilli()).getBytes(UTF_8));
        return record;
    }
}
