package io.jststream.producer.turn;

import io.jststream.producer.publish.Cursors;
import io.jststream.producer.publish.LedgerEntries;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When every reader of a process had its last turns: the ledger is read for all of them together. Thread-safe. */
public final class KnownTurns {
    private final LedgerEntries entries;
    private final Map<String, LastTurns> turns = new HashMap<>();

    public KnownTurns(LedgerEntries entries) {
        this.entries = entries;
    }

    /** What the ledger says now of a reader's turns since then, and perhaps of earlier ones. */
    public synchronized LastTurns of(String account, String integration, Instant since) {
        entries.read(since, (reader, entry) -> turns.merge(reader, LastTurns.of(List.of(entry)), LastTurns::and));
        return turns.getOrDefault(Cursors.state(account, integration), LastTurns.NONE);
    }
}
