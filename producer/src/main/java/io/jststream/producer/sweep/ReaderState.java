package io.jststream.producer.sweep;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a reader must not forget when its process ends; stands in {@code jst.cursors}.
 *
 * @param running the sweep that is under way, where it has published something
 * @param emptySweeps sweeps in a row that saw nothing at all
 * @param judged what is remembered of sweeps that are judged as a whole
 * @param lastWhole when the last sweep began that was read as a whole, where {@code LAST_SYNC_TIME} stands in the request
 */
record ReaderState(
        Optional<Cursor> running, Absences absences, int emptySweeps, Judged judged, Optional<Instant> lastWhole) {
    /**
     * Where the catalog has rules for whole sweeps.
     *
     * @param rows records of the last sweep that was published; 0 where none is known
     * @param withheld the first of the sweeps in a row that broke a rule: what an operator's order names
     */
    record Judged(int rows, Optional<String> withheld) {
        static final Judged NOTHING = new Judged(0, Optional.empty());
    }

    static final ReaderState NEW = new ReaderState(Optional.empty(), Absences.NONE, 0);

    /** Of a reader that withholds nothing. */
    ReaderState(Optional<Cursor> running, Absences absences, int emptySweeps) {
        this(running, absences, emptySweeps, Judged.NOTHING, Optional.empty());
    }

    ReaderState withRunning(Optional<Cursor> now) {
        return new ReaderState(now, absences, emptySweeps, judged, lastWhole);
    }

    ReaderState withAbsences(Absences now) {
        return new ReaderState(running, now, emptySweeps, judged, lastWhole);
    }

    ReaderState withJudged(Judged now) {
        return new ReaderState(running, absences, emptySweeps, now, lastWhole);
    }

    ReaderState withLastWhole(Instant now) {
        return new ReaderState(running, absences, emptySweeps, judged, Optional.of(now));
    }

    /** After a reading that saw these, and something or nothing at all. */
    ReaderState after(Predicate<String> seen, boolean empty) {
        return new ReaderState(running, absences.without(seen), empty ? emptySweeps + 1 : 0, judged, lastWhole);
    }
}
