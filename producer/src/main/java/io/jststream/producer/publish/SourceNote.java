package io.jststream.producer.publish;

import io.jststream.service.OperatorException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The note beside an account's readers of which API they have read; another one is refused. What no answer has come from is not
 * noted: it may be a slip that the next start mends. Not thread-safe, but for {@link #refused}.
 */
final class SourceNote {
    private final String account;
    private final ApiSource source;
    /** Whether Kafka holds it. */
    private boolean written;

    private boolean answered;
    private volatile @Nullable OperatorException refused;

    SourceNote(String account, ApiSource source) {
        this.account = account;
        this.source = source;
    }

    /**
     * Compares the API with the one that is noted.
     *
     * @throws OperatorException where the account was read from another one
     */
    void check(Map<String, byte[]> cursors) {
        Optional<ApiSource> before =
                Optional.ofNullable(cursors.get(Cursors.source(account))).flatMap(ApiSource::from);
        try {
            before.ifPresent(other -> source.refuseAfter(other, account));
        } catch (OperatorException e) {
            refused = e;
            throw e;
        }
        refused = null;
        written = before.equals(Optional.of(source));
    }

    /** The API has answered, so it is to be noted. */
    void hasAnswered() {
        answered = true;
    }

    /** What is still to be written of it, with whatever is written next. */
    Optional<ProducerRecord<byte[], byte[]>> due() {
        return answered && !written
                ? Optional.of(Cursors.record(Cursors.source(account), source.json()))
                : Optional.empty();
    }

    /** What was due has been written. */
    void hasBeenWritten() {
        written |= answered;
    }

    /** Why the account is not read; empty where nothing speaks against it, as far as known. Thread-safe. */
    Optional<OperatorException> refused() {
        return Optional.ofNullable(refused);
    }
}
