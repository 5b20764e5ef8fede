package io.jststream.producer.publish;

import io.jststream.service.OperatorException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The note beside an account's readers of which API they have read; another one is refused. What no answer has come from is not
 * noted: it may be a slip that the next start mends. Not thread-safe, but for {@link #refused}.
 */
final class SourceNote {
    private final AccountSource source;
    private final String integration;
    /** Whether Kafka holds it. */
    private boolean written;

    private boolean answered;
    private volatile @Nullable OperatorException refused;

    SourceNote(AccountSource source, String integration) {
        this.source = source;
        this.integration = integration;
    }

    /**
     * Compares the API with the one that is noted and, where the account has not read the integration yet, with those of the accounts
     * that have.
     *
     * @throws OperatorException where the account, or one before it, was read from another one
     */
    void check(Cursors cursors) {
        Optional<ApiSource> before = noted(cursors, source.account());
        try {
            before.ifPresent(other -> source.api().refuseAfter(other, source.account()));
            refuseBesideOthers(cursors);
        } catch (OperatorException e) {
            refused = e;
            throw e;
        }
        refused = null;
        written = before.equals(Optional.of(source.api()));
    }

    /**
     * Under another name the records go into the same topics and tables. Accounts of several APIs may share them where somebody means
     * it: those are configured side by side, or another one has read from this address before.
     */
    private void refuseBesideOthers(Cursors cursors) {
        Set<String> readers = cursors.states(integration).keySet();
        if (readers.contains(source.account())) {
            return;
        }
        Map<String, ApiSource> others = new TreeMap<>();
        readers.forEach(name -> noted(cursors, name).ifPresent(api -> others.put(name, api)));
        if (others.values().stream().noneMatch(source.api()::hasAddressOf)) {
            others.keySet().removeAll(source.configured());
            others.forEach((name, api) -> source.api().refuseBeside(api, name, source.account(), integration));
        }
    }

    private static Optional<ApiSource> noted(Cursors cursors, String account) {
        return cursors.value(Cursors.source(account)).flatMap(ApiSource::from);
    }

    /** The API has answered, so it is to be noted. */
    void hasAnswered() {
        answered = true;
    }

    /** What is still to be written of it, with whatever is written next. */
    Optional<ProducerRecord<byte[], byte[]>> due() {
        return answered && !written
                ? Optional.of(Cursors.record(
                        Cursors.source(source.account()), source.api().json()))
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
