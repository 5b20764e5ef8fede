package io.jststream.producer.sweep;

import io.jststream.producer.publish.Changes;
import io.jststream.producer.publish.ContentSum;
import java.time.Instant;

/**
 * How far a sweep has come, as it outlives the process.
 *
 * @param at when its last page arrived
 * @param pages pages that have been read and published
 */
record Cursor(
        String sweep,
        Instant started,
        Instant at,
        int pages,
        Changes changes,
        int distinct,
        ContentSum sum,
        Findings findings) {
    /** Before the first page. */
    static Cursor beginning(String sweep, Instant started) {
        return new Cursor(sweep, started, started, 0, Changes.NONE, 0, ContentSum.NONE, new Findings());
    }
}
