package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.integration.RecordHeaders;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Where a raw record comes from: what its headers say.
 *
 * @param page from 1; {@link #BY_KEY} where the record was asked for by its key
 * @param fetchedAt when the answer arrived; of a record that is gone, when that was found
 */
public record Origin(String sweep, int page, Instant fetchedAt) {
    /** Stands for the page of a record that was asked for by its key, and of one that is gone. */
    public static final int BY_KEY = 0;

    void writeTo(ProducerRecord<byte[], byte[]> raw, String account) {
        raw.headers()
                .add(RecordHeaders.ACCOUNT, account.getBytes(UTF_8))
                .add(RecordHeaders.SWEEP, sweep.getBytes(UTF_8))
                .add(RecordHeaders.PAGE, Integer.toString(page).getBytes(UTF_8))
                .add(
                        RecordHeaders.FETCHED_AT,
                        Long.toString(fetchedAt.toEpochMilli()).getBytes(UTF_8));
    }
}
