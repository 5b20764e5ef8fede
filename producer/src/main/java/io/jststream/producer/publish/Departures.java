package io.jststream.producer.publish;

import java.time.Instant;
import java.util.List;

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
}
