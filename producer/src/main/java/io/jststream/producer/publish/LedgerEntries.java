package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.integration.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The newer entries of the ledger, each read once by a process however many readers ask: what is years old is not read, and what
 * is read already is gone on from. Thread-safe: who asks while another one reads waits for what that one brings.
 */
public final class LedgerEntries {
    private final KafkaClients clients;
    private final Map<TopicPartition, Long> reached = new HashMap<>();
    private Instant from = Instant.MAX;

    public LedgerEntries(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * Hands over what was written since then and has not been handed over yet; everything since then once more where that is
     * earlier than all that was asked for so far.
     *
     * @param taker takes a reader's name, as {@link Cursors#state} has it, and an entry
     */
    public synchronized void read(Instant since, BiConsumer<String, byte[]> taker) {
        if (since.isBefore(from)) {
            reached.clear();
        }
        try {
            reached.putAll(WholeTopic.readOn(since, reached, clients, Topics.SWEEPS, found -> {
                if (found.key() != null) {
                    taker.accept(new String(found.key(), UTF_8), found.value());
                }
            }));
        } catch (KafkaException e) {
            throw KafkaFault.of(Topics.SWEEPS, e);
        }
        from = since.isBefore(from) ? since : from;
    }
}
