package io.jststream.producer.turn;

import java.util.Locale;

/** How a sweep ended. */
public enum Outcome {
    /** Every page was read and published. */
    COMPLETE,
    /** As complete, and more records were absent than may go in one sweep: nothing goes before an operator says so. */
    HELD,
    /** Every page was read and none published: the sweep as a whole breaks a rule of the catalog. */
    WITHHELD,
    /** The list moved while it was read; what was published stands, and nothing follows from what was not seen. */
    DRIFTED,
    /** A page could not be read or published; what was published before stands. */
    FAILED,
    /** A stop signal came. */
    ABANDONED;

    /** Whether every page was read, of a list that stood still. */
    public boolean whole() {
        return this == COMPLETE || this == HELD;
    }

    /** Whether the list was read to its end: of a list that never stands still there is no more to be had. */
    public boolean toTheEnd() {
        return whole() || this == DRIFTED;
    }

    /** Its name in the ledger and in metrics. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
