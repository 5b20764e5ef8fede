package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.integration.Topics;
import io.jststream.service.OperatorException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Entries of the ledger that are not written yet. */
final class WaitingEntries {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingEntries.class);
    /** Three days of failed sweeps, one every five minutes. */
    private static final int MOST = 864;

    private final String account;
    private final String integration;
    private final Deque<ProducerRecord<byte[], byte[]>> entries = new ArrayDeque<>();

    WaitingEntries(String account, String integration) {
        this.account = account;
        this.integration = integration;
    }

    void add(byte[] entry) {
        entries.addLast(record(entry));
        if (entries.size() > MOST) {
            entries.removeFirst();
        }
    }

    /** Writes all of them together. */
    void write(Consumer<List<ProducerRecord<byte[], byte[]>>> transaction) {
        try {
            transaction.accept(List.copyOf(entries));
        } catch (OperatorException e) {
            if (e.getCause() instanceof KafkaException fault && KafkaFault.tooLarge(fault)) {
                dropLargest();
            }
            throw e;
        }
        clear();
    }

    /** All of them and one more, which is not kept. */
    List<ProducerRecord<byte[], byte[]>> with(byte[] entry) {
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>(entries);
        all.add(record(entry));
        return all;
    }

    void clear() {
        entries.clear();
    }

    /** It would keep all later entries out, each time that they are written together. */
    private void dropLargest() {
        entries.stream()
                .max(Comparator.comparingInt(entry -> entry.value().length))
                .ifPresent(largest -> {
                    entries.remove(largest);
                    LOG.atWarn()
                            .addKeyValue("integration", integration)
                            .addKeyValue("bytes", largest.value().length)
                            .log("Entry of the ledger dropped, Kafka refuses its size");
                });
    }

    private ProducerRecord<byte[], byte[]> record(byte[] entry) {
        return new ProducerRecord<>(
                Topics.SWEEPS, Cursors.state(account, integration).getBytes(UTF_8), entry);
    }
}
