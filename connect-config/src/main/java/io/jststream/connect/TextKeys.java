package io.jststream.connect;

import io.jststream.integration.Column;
import io.jststream.integration.Table;
import io.jststream.integration.TableDdl;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the database tells text keys apart: where it does not, rows of different keys become one without a word. A MySQL that is too
 * old passes over the collation that the tables are made with.
 */
final class TextKeys {
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");
    private static final int[] OLDEST = {8, 0, 17};

    private final Connection session;
    private final String version;

    /** Something without which the pipeline must not start. */
    @FunctionalInterface
    interface Requirement {
        void check(List<Table> tables, Connection session) throws SQLException;
    }

    private TextKeys(Connection session) throws SQLException {
        this.session = session;
        try (Statement statement = session.createStatement();
                ResultSet answer = statement.executeQuery("SELECT VERSION()")) {
            this.version = answer.next() ? answer.getString(1) : "";
        }
    }

    /** Ends, before a table is made or changed, where the server would pass over the collation. */
    static void requireServer(List<Table> tables, Connection session) throws SQLException {
        String version = new TextKeys(session).version;
        if (!readsTheCollation(version) && tables.stream().anyMatch(TextKeys::hasOne)) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    "the database, version " + version
                            + ", is too old for text keys: it takes those for one that differ in"
                            + " capitals, accents or blanks at their ends; expected MySQL 8.0.17 or newer, or MariaDB 10.2"
                            + " or newer (docs/runbook.md, \"Upgrading\")");
        }
    }

    private static boolean hasOne(Table table) {
        return table.target().columns().stream().anyMatch(column -> TableDdl.isTextKey(column, table.target()));
    }

    /** Ends where a table that exists has a key which is not told apart. */
    static void requireTables(List<Table> tables, Connection session) throws SQLException {
        TextKeys keys = new TextKeys(session);
        List<String> wrong = new ArrayList<>();
        for (Table table : tables) {
            for (Column column : table.target().columns()) {
                if (TableDdl.isTextKey(column, table.target())) {
                    keys.addWhatIsWrong(table.name(), column.field(), wrong);
                }
            }
        }
        if (!wrong.isEmpty()) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    "the database, version " + keys.version
                            + ", takes text keys for one that differ in capitals, accents or"
                            + " blanks at their ends, and of such rows all but one would be lost: found "
                            + String.join("; ", wrong) + "; expected " + TableDdl.KEY_COLLATION
                            + " of MySQL 8.0.17 or newer, or " + TableDdl.MARIADB_KEY_COLLATION
                            + " of MariaDB 10.2 or newer: ./jst apply --approve changes the collation"
                            + " (docs/runbook.md, \"Upgrading\")");
        }
    }

    private void addWhatIsWrong(String table, String column, List<String> wrong) throws SQLException {
        try (PreparedStatement ask =
                session.prepareStatement("SELECT CHARACTER_SET_NAME, COLLATION_NAME FROM information_schema.COLUMNS"
                        + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND COLUMN_NAME = ?"
                        + " AND COLLATION_NAME IS NOT NULL")) {
            ask.setString(1, table);
            ask.setString(2, column);
            try (ResultSet found = ask.executeQuery()) {
                // What has no collation is compared by its bytes; what is missing is still to be added.
                if (found.next() && !tellsApart(found.getString(1), found.getString(2))) {
                    wrong.add("table " + table + ", column " + column + ", collation " + found.getString(2));
                }
            }
        }
    }

    /** Asks the database itself: names say little, and of those that pad only some servers have a list. */
    private boolean tellsApart(String characters, String collation) throws SQLException {
        String key = "CONVERT(? USING " + characters + ") COLLATE " + collation;
        try (PreparedStatement compare = session.prepareStatement("SELECT " + key + " NOT IN (CONVERT(? USING "
                + characters + "), CONVERT(? USING " + characters + "), CONVERT(? USING " + characters + "))")) {
            int parameter = 0;
            for (String text : List.of("e", "E", "e ", "é")) {
                compare.setString(++parameter, text);
            }
            try (ResultSet answer = compare.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    /** Whether the server knows the collation by the name that it is given in its comment. */
    static boolean readsTheCollation(String version) {
        Matcher numbers = NUMBERS.matcher(version);
        if (version.contains("MariaDB") || !numbers.matches()) {
            return true;
        }
        int[] found = {
            Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)), Integer.parseInt(numbers.group(3))
        };
        return Arrays.compare(found, OLDEST) >= 0;
    }
}
