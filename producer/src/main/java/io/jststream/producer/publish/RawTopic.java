package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.integration.Integration;
import io.jststream.integration.Source;
import io.jststream.producer.api.Page;
import io.jststream.service.OperatorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * The raw topic of one account and integration, and beside it the reader's state and its ledger: what belongs together is
 * written in one transaction. Not thread-safe: one sweep uses it at a time.
 */
public final class RawTopic implements AutoCloseable {
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
    /** Keys that an incremental reading remembers: more than what it meets again, a small part of what a table may hold. */
    private static final int RECENT = 50_000;

    private final Integration integration;
    private final String account;
    private final SourceNote source;
    private final KafkaClients clients;
    private final WaitingEntries entries;
    private @Nullable Producer<byte[], byte[]> producer;
    private volatile @Nullable OperatorException takenOver;
    private volatile KnownContent known = new KnownContent();
    private Optional<byte[]> state = Optional.empty();

    /** @param source the account, and what it is read from */
    public RawTopic(Integration integration, AccountSource source, KafkaClients clients) {
        this.integration = integration;
        this.account = source.account();
        this.source = new SourceNote(source, integration.name());
        this.clients = clients;
        this.entries = new WaitingEntries(account, integration.name());
    }

    /**
     * Gets ready for a sweep: fences an older producer for the same account and integration, ends what that had begun, and
     * reads what the topics hold. Does nothing when it is ready already.
     *
     * @return whether it has read what the topics hold, {@link #state} among it
     * @throws OperatorException where that fails, where another API was read before, and for ever after another producer takes over
     */
    public boolean open() {
        refuseWhenTakenOver();
        if (producer != null) {
            return false;
        }
        try {
            open(clients.producer("jst-" + stateKey()));
            return true;
        } catch (KafkaException e) {
            throw fault(e);
        }
    }

    private void open(Producer<byte[], byte[]> opening) {
        try {
            opening.initTransactions();
            // Only now nothing of this reader is under way any more, and what is read is what counts.
            Cursors cursors = Cursors.read(clients);
            source.check(cursors);
            known = whole()
                    ? KnownContent.rebuild(clients, integration.topics().raw(), account)
                    : KnownContent.recent(RECENT);
            state = cursors.value(stateKey());
            producer = opening;
        } catch (KafkaException | OperatorException e) {
            opening.close(Duration.ZERO);
            throw e;
        }
    }

    private boolean whole() {
        return integration.source().read() instanceof Source.Read.Sweep;
    }

    /** From here on, pages are compared with everything that the topic itself holds, and not with what is remembered of it. */
    public void readAnew() {
        try {
            KnownContent all =
                    KnownContent.rebuild(clients, integration.topics().raw(), account);
            known = whole() ? all : all.rememberShown(RECENT);
        } catch (KafkaException e) {
            throw fault(e);
        }
    }

    /**
     * The end of {@link #readAnew}: an incremental reading remembers little, and nothing that may be out of date. What it has been
     * shown meanwhile it will meet again, where windows overlap.
     */
    public void forgetWhatIsOld() {
        if (!whole()) {
            known = known.shown().orElseGet(() -> KnownContent.recent(RECENT));
        }
    }

    /** The reader's state as it was when the topics were read; nothing where it never wrote one. */
    public Optional<byte[]> state() {
        return state;
    }

    /** A new reading begins: no key has been seen. */
    public void forgetSeen() {
        known.forgetSeen();
    }

    /** The raw key of a record. */
    public String key(byte[] record) {
        return new String(RawKey.of(record, integration.source().key()), UTF_8);
    }

    /** What the page holds, compared with what was published last. Its known keys count as seen. */
    public PageContent compare(Page page) {
        return known.compare(page.records(), integration.source().key());
    }

    /**
     * Counts the page's records as published, because they are going to be: the pages that follow are compared with them. Where they
     * are not published after all, {@link #close} forgets it.
     */
    public void foresee(PageContent page) {
        known.put(page);
    }

    /**
     * Publishes new and changed records together with the reader's state: all or, where this throws, nothing.
     *
     * @return whether there was anything to publish; where there was not, Kafka is not touched
     */
    public boolean publish(PageContent page, Origin origin, Supplier<byte[]> newState) {
        if (page.toPublish().isEmpty()) {
            return false;
        }
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        page.toPublish().forEach(item -> records.add(raw(item.key(), item.record(), origin)));
        records.add(Cursors.record(stateKey(), newState.get()));
        hasAnswered();
        inTransaction(records);
        known.put(page);
        return true;
    }

    /** Writes how a sweep has ended: what is gone, the reader's state, the ledger's entry; all or nothing. */
    public void end(Departures gone, Origin origin, byte[] newState, byte[] entry) {
        refuseWhenTakenOver();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(departed(gone, origin));
        records.add(Cursors.record(stateKey(), newState));
        records.addAll(entries.with(entry));
        inTransaction(records);
        entries.clear();
        known.removeAll(gone.keys());
    }

    /** Tombstones or, where the catalog says so, each record's last content with a header that says since when it is gone. */
    private List<ProducerRecord<byte[], byte[]>> departed(Departures gone, Origin origin) {
        boolean marks = integration.source().gone().marks() && !gone.keys().isEmpty();
        Map<String, byte[]> contents = marks ? lastContent(gone.keys()) : Map.of();
        return gone.keys().stream()
                .map(key -> raw(key.getBytes(UTF_8), contents.get(key), origin))
                .map(record -> marks ? gone.marked(record) : record)
                .toList();
    }

    private Map<String, byte[]> lastContent(List<String> keys) {
        try {
            return LastContent.of(keys, clients, integration.topics().raw(), account);
        } catch (KafkaException e) {
            throw fault(e);
        } catch (OperatorException e) {
            // Something else has emptied the topic: what is known of it is not so.
            close();
            throw e;
        }
    }

    /** Writes a sweep's entry into the ledger; where the topic is not open, as soon as it is open and another is written. */
    public void enter(byte[] entry) {
        refuseWhenTakenOver();
        entries.add(entry);
        if (producer != null) {
            entries.write(this::inTransaction);
        }
    }

    /** What an operator has ordered for this reader, read now; nothing where there is no order. */
    public Optional<byte[]> order() {
        return Cursors.read(clients).value(Cursors.order(account, integration.name()));
    }

    /** Whether it is ready, as {@link #open} makes it and a fault ends it. */
    public boolean isOpen() {
        return producer != null;
    }

    /** Whether the reading under way has seen the key, or another one that names the same row. */
    public boolean seen(String key) {
        return known.seen(key);
    }

    /** The first and the last key that the reading under way has been shown, each once; none where it has been shown nothing. */
    public List<String> ends() {
        return known.ends();
    }

    /** The known keys of whose rows the reading under way has seen nothing. */
    public List<String> unseen() {
        return known.unseen();
    }

    /** The API has answered a whole turn: what is written next notes which one it is. */
    public void hasAnswered() {
        source.hasAnswered();
    }

    /** Why the account is not read: another API than before. Empty where it is that one, or not known yet. Thread-safe. */
    public Optional<OperatorException> refused() {
        return source.refused();
    }

    /** Why this topic is not to be written any more: another producer has taken over. Empty while none has. Thread-safe. */
    public Optional<OperatorException> takenOver() {
        return Optional.ofNullable(takenOver);
    }

    /** Number of keys in the topic, as far as known. Thread-safe. */
    public int knownKeys() {
        return known.size();
    }

    /** Forgets the producer; {@link #open} makes a new one, and reads again what the topics hold. */
    @Override
    public void close() {
        Producer<byte[], byte[]> closing = producer;
        producer = null;
        if (closing != null) {
            try {
                closing.close(LONGEST_CLOSE);
            } catch (InterruptException ignored) {
                // It is closed all the same, and the thread still knows that it was asked to stop.
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the commit throws what one of the sends met
    private void inTransaction(List<ProducerRecord<byte[], byte[]>> records) {
        Producer<byte[], byte[]> sender = producer;
        if (sender == null) {
            throw new IllegalStateException("not open");
        }
        try {
            sender.beginTransaction();
            records.forEach(sender::send);
            source.due().ifPresent(sender::send);
            sender.commitTransaction();
            source.hasBeenWritten();
        } catch (KafkaException e) {
            // Whether a commit that timed out took place is unknown. A new producer ends it and reads what came of it.
            close();
            throw fault(e);
        }
    }

    private String stateKey() {
        return Cursors.state(account, integration.name());
    }

    private void refuseWhenTakenOver() {
        takenOver().ifPresent(reason -> {
            throw reason;
        });
    }

    private OperatorException fault(KafkaException e) {
        OperatorException fault = KafkaFault.of(integration.topics().raw(), e);
        if (KafkaFault.fenced(e)) {
            takenOver = fault;
        }
        return fault;
    }

    private ProducerRecord<byte[], byte[]> raw(byte[] key, byte @Nullable [] record, Origin origin) {
        ProducerRecord<byte[], byte[]> raw =
                new ProducerRecord<>(integration.topics().raw(), key, record);
        origin.writeTo(raw, account);
        return raw;
    }
}
