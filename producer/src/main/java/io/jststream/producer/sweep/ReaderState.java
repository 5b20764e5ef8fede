package io.jststream.producer.sweep;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a reader must not forget when its process ends; stands in {@code jst.cursors}.
 *
 * @param running the sweep that is under way, where it has published something
 * @param emptySweeps sweeps in a row that saw nothing at all
 * @param withheld the first of the sweeps in a row that break a rule of the catalog: what an operator's order names
 */
record ReaderState(Optional<Cursor> running, Absences absences, int emptySweeps, Optional<String> withheld) {
    static final ReaderState NEW = new ReaderState(Optional.empty(), Absences.NONE, 0);

    /** Of a reader that withholds nothing. */
    ReaderState(Optional<Cursor> running, Absences absences, int emptySweeps) {
        this(running, absences, emptySweeps, Optional.empty());
    }

    ReaderState withRunning(Optional<Cursor> now) {
        return new ReaderState(now, absences, emptySweeps, withheld);
    }

    ReaderState withAbsences(Absences now) {
        return new ReaderState(running, now, emptySweeps, withheld);
    }

    ReaderState withWithheld(Optional<String> sweep) {
        return new ReaderState(running, absences, emptySweeps, sweep);
    }

    /** After a reading that saw these, and something or nothing at all. */
    ReaderState after(Predicate<String> seen, boolean empty) {
        return new ReaderState(running, absences.without(seen), empty ? emptySweeps + 1 : 0, withheld);
    }
}
