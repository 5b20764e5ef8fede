package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.integration.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/** The newer entries of the ledger: what a reader has to know when it begins, without reading what is years old. */
public final class LedgerSince {
    private LedgerSince() {}

    /** One reader's entries that were written since then, the newest last. */
    public static List<byte[]> read(KafkaClients clients, String account, String integration, Instant since) {
        String key = Cursors.state(account, integration);
        List<byte[]> entries = new ArrayList<>();
        try {
            WholeTopic.readSince(since, clients, Topics.SWEEPS, found -> {
                if (found.key() != null && key.equals(new String(found.key(), UTF_8))) {
                    entries.add(found.value());
                }
            });
        } catch (KafkaException e) {
            throw KafkaFault.of(Topics.SWEEPS, e);
        }
        return entries;
    }
}
