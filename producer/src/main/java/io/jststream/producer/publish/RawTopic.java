package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.integration.Integration;
import io.jststream.integration.RecordHeaders;
import io.jststream.integration.Topics;
import io.jststream.producer.api.Page;
import io.jststream.service.OperatorException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The raw topic of one integration, and the ledger beside it. Publishes what differs from what was published last, a page in
 * one transaction. Not thread-safe: one sweep uses it at a time.
 */
public final class RawTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RawTopic.class);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
    /** Three days of failed sweeps, one every five minutes. */
    private static final int MOST_WAITING_ENTRIES = 864;

    private final Integration integration;
    private final String account;
    private final KafkaClients clients;
    private @Nullable Producer<byte[], byte[]> producer;
    private volatile @Nullable OperatorException takenOver;
    private KnownContent known = new KnownContent();
    private final Deque<ProducerRecord<byte[], byte[]>> entries = new ArrayDeque<>();

    public RawTopic(Integration integration, String account, KafkaClients clients) {
        this.integration = integration;
        this.account = account;
        this.clients = clients;
    }

    /**
     * Gets ready for a sweep: fences an older producer for the same account and integration, ends what that had begun, and
     * reads what the topic holds. Does nothing when it is ready already.
     *
     * @throws OperatorException where that fails, and for ever after another producer has taken over
     */
    public void open() {
        refuseWhenTakenOver();
        if (producer != null) {
            return;
        }
        String topic = integration.topics().raw();
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            open(clients.producer("jst-" + account + "-" + integration.name()), consumer, topic);
        } catch (KafkaException e) {
            throw fault(e);
        }
    }

    private void open(Producer<byte[], byte[]> opening, Consumer<byte[], byte[]> consumer, String topic) {
        try {
            opening.initTransactions();
            known = KnownContent.rebuild(consumer, topic);
            producer = opening;
        } catch (KafkaException e) {
            opening.close(Duration.ZERO);
            throw e;
        }
    }

    /** Publishes the page's new and changed records: all of them or, where this throws, none. */
    public Changes publish(Page page, int number, String sweep) {
        Map<String, byte[]> records = new LinkedHashMap<>();
        Map<String, ContentHash> contents = new HashMap<>();
        for (byte[] record : page.records()) {
            ContentHash content = Canonical.hash(record);
            String key = RawKey.of(record, integration.source().key(), content);
            // Where a key stands twice, the later record counts.
            records.put(key, record);
            contents.put(key, content);
        }
        contents.entrySet().removeIf(entry -> known.has(entry.getKey(), entry.getValue()));
        records.keySet().retainAll(contents.keySet());
        int changed = (int) contents.keySet().stream().filter(known::has).count();
        if (!records.isEmpty()) {
            inTransaction(records.entrySet().stream()
                    .map(entry -> raw(entry.getKey(), entry.getValue(), page, number, sweep))
                    .toList());
            known.putAll(contents);
        }
        return new Changes(contents.size() - changed, changed, page.records().size() - contents.size());
    }

    /** Writes a sweep's entry into the ledger; where the topic is not open, as soon as it is open and another is written. */
    public void enter(byte[] entry) {
        refuseWhenTakenOver();
        byte[] key = (account + "/" + integration.name()).getBytes(UTF_8);
        entries.addLast(new ProducerRecord<>(Topics.SWEEPS, key, entry));
        if (entries.size() > MOST_WAITING_ENTRIES) {
            entries.removeFirst();
        }
        if (producer != null) {
            try {
                inTransaction(List.copyOf(entries));
            } catch (OperatorException e) {
                if (e.getCause() instanceof KafkaException fault && KafkaFault.tooLarge(fault)) {
                    dropLargestEntry();
                }
                throw e;
            }
            entries.clear();
        }
    }

    /** Why this topic is not to be written any more: another producer has taken over. Empty while none has. Thread-safe. */
    public Optional<OperatorException> takenOver() {
        return Optional.ofNullable(takenOver);
    }

    /** Number of keys in the topic, as far as known. */
    public int knownKeys() {
        return known.size();
    }

    /** Forgets the producer; {@link #open} makes a new one, and reads again what the topic holds. */
    @Override
    public void close() {
        if (producer != null) {
            producer.close(LONGEST_CLOSE);
            producer = null;
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
            sender.commitTransaction();
        } catch (KafkaException e) {
            // Whether a commit that timed out took place is unknown. A new producer ends it and reads what came of it.
            close();
            throw fault(e);
        }
    }

    /** It would keep all later entries out, each time that they are written together. */
    private void dropLargestEntry() {
        entries.stream()
                .max(Comparator.comparingInt(entry -> entry.value().length))
                .ifPresent(largest -> {
                    entries.remove(largest);
                    LOG.atWarn()
                            .addKeyValue("integration", integration.name())
                            .addKeyValue("bytes", largest.value().length)
                            .log("Entry of the ledger dropped, Kafka refuses its size");
                });
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

    private ProducerRecord<byte[], byte[]> raw(String key, byte[] record, Page page, int number, String sweep) {
        ProducerRecord<byte[], byte[]> raw =
                new ProducerRecord<>(integration.topics().raw(), key.getBytes(UTF_8), record);
        raw.headers()
                .add(RecordHeaders.ACCOUNT, account.getBytes(UTF_8))
                .add(RecordHeaders.SWEEP, sweep.getBytes(UTF_8))
                .add(RecordHeaders.PAGE, Integer.toString(number).getBytes(UTF_8))
                .add(
                        RecordHeaders.FETCHED_AT,
                        Long.toString(page.fetchedAt().toEpochMilli()).getBytes(UTF_8));
        return raw;
    }
}
