package io.jststream.connect;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Whose fault it is that the database does not take a row: the one place that decides between a dead letter and waiting. */
enum Blame {
    /** The database is well and has looked at the row: it will refuse it again, and the rows around it are not concerned. */
    ROW,
    /** Anything else, known or not: the row waits. */
    WORLD;

    /** Classes of SQL states: 22 data, 23 constraints, 45 what a trigger signals. */
    private static final List<String> ROW_STATES = List.of("22", "23", "45");

    /** Errors about one row that MySQL reports under a general state, most of them HY000. */
    private static final Set<Integer> ROW_ERRORS = Set.of(
            1265, // data truncated for a column
            1366, // a number or a text that the column cannot hold
            1369, // CHECK OPTION of a view
            1411, // a date that cannot be read
            1526, // no partition for the value
            1644, // a trigger's SIGNAL
            3819); // CHECK constraint

    static Blame of(SQLException refusal) {
        String state = String.valueOf(refusal.getSQLState());
        boolean row = ROW_ERRORS.contains(refusal.getErrorCode())
                || ROW_STATES.stream().anyMatch(state::startsWith);
        // A driver's own complaint has no error code: only the server's word counts against a row.
        return row && refusal.getErrorCode() != 0 ? ROW : WORLD;
    }
}
