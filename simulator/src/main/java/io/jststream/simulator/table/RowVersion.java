package io.jststream.simulator.table;

import java.time.Instant;
import java.util.Comparator;

/**
 * Where a row stands. The row's fields follow from this, so that a table of 200,000 rows holds no fields.
 *
 * @param number the row's place in the order of creation, from 0
 * @param revision how often it has been changed
 * @param created when it was made
 * @param modified when it was changed last
 * @param ts SQL Server's row version: a number that no other row of the table has, and that grows with every change
 */
record RowVersion(int number, int revision, Instant created, Instant modified, long ts) {
    /** As a query by time of change lists rows, as far as is known. */
    static final Comparator<RowVersion> BY_MODIFIED =
            Comparator.comparing(RowVersion::modified).thenComparingInt(RowVersion::number);

    /** As a query by row version lists rows. */
    static final Comparator<RowVersion> BY_TS =
            Comparator.comparingLong(RowVersion::ts).thenComparingInt(RowVersion::number);
}
