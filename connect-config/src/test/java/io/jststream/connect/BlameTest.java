package io.jststream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlameTest {
    @ParameterizedTest
    @CsvSource({
        "1048, 23000, NULL in a NOT NULL column",
        "1062, 23000, a second unique index",
        "1264, 22001, a number out of range",
        "1265, 01000, truncated",
        "1292, 22001, no date",
        "1366, HY000, no number",
        "1369, HY000, CHECK OPTION of a view",
        "1406, 22001, too long",
        "1411, HY000, a date that cannot be read",
        "1451, 23000, still referred to",
        "1452, 23000, refers to nothing",
        "1526, HY000, no partition",
        "1644, 45000, a trigger",
        "3819, HY000, CHECK",
        "4025, 23000, CHECK of MariaDB"
    })
    void aRowThatTheDatabaseHasLookedAtIsToBlame(int code, String state) {
        assertEquals(Blame.ROW, Blame.of(new SQLException("refused", state, code)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 08S01, the session is gone",
        "1021, HY000, disk full",
        "1040, 08004, too many connections",
        "1044, 42000, no right to the database",
        "1045, 28000, the password",
        "1054, 42S22, no such column",
        "1114, HY000, table full",
        "1142, 42000, no right to the table",
        "1146, 42S02, no such table",
        "1205, 40001, lock wait",
        "1213, 40001, deadlock",
        "1290, HY000, read-only",
        "1364, HY000, a column that nobody fills: every row would go",
        "1836, HY000, read-only",
        "3024, HY000, interrupted",
        "4711, HY000, not known"
    })
    void everythingElseIsTheWorldsFault(int code, String state) {
        assertEquals(Blame.WORLD, Blame.of(new SQLException("refused", state, code)));
    }

    @Test
    void aDriversOwnComplaintIsTheWorldsFault() {
        assertEquals(Blame.WORLD, Blame.of(new SQLException("no", "22001")));
        assertEquals(Blame.WORLD, Blame.of(new SQLException("no")));
    }
}
