package io.jststream.producer.sweep;

import io.jststream.producer.publish.Changes;
import io.jststream.producer.publish.ContentSum;
import io.jststream.producer.turn.Findings;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a sweep has come, as it outlives the process.
 *
 * @param lastSync what {@code LAST_SYNC_TIME} stands for in its request, where it has it: whoever goes on asks for the same
 * @param at when its last page arrived
 * @param pages pages that have been read and published
 */
record Cursor(
        String sweep,
        Instant started,
        Optional<Instant> lastSync,
        Instant at,
        int pages,
        Changes changes,
        int distinct,
        ContentSum sum,
        Findings findings) {
    /** Before the first page. */
    static Cursor beginning(String sweep, Instant started) {
        return new Cursor(
                sweep, started, Optional.empty(), started, 0, Changes.NONE, 0, ContentSum.NONE, new Findings());
    }

    Cursor withLastSync(Optional<Instant> time) {
        return new Cursor(sweep, started, time, at, pages, changes, distinct, sum, findings);
    }
}
