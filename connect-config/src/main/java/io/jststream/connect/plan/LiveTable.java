package io.jststream.connect.plan;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A table as the database has it.
 *
 * @param columns by their names in small letters: MySQL takes names that differ in capitals alone for the same
 * @param key columns of the primary key, in its order
 * @param unique columns of other unique indexes, by their names
 */
record LiveTable(
        String comment,
        String collation,
        Map<String, LiveColumn> columns,
        List<String> key,
        Map<String, List<String>> unique) {
    private static final String OF_TABLE = " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? ";

    /** Hears each row of an answer. */
    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    /** The table; empty where there is none. */
    static Optional<LiveTable> read(String table, Connection session) throws SQLException {
        List<String> about = new ArrayList<>();
        each("SELECT TABLE_COMMENT, TABLE_COLLATION FROM information_schema.TABLES" + OF_TABLE, table, session, row -> {
            about.add(row.getString(1));
            about.add(String.valueOf(row.getString(2)));
        });
        if (about.isEmpty()) {
            return Optional.empty();
        }
        Map<String, LiveColumn> columns = new LinkedHashMap<>();
        each(
                "SELECT COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_COMMENT, COLLATION_NAME, COLUMN_DEFAULT, EXTRA,"
                        + " CHARACTER_SET_NAME FROM information_schema.COLUMNS" + OF_TABLE
                        + "ORDER BY ORDINAL_POSITION",
                table,
                session,
                row -> columns.put(row.getString(1).toLowerCase(Locale.ROOT), column(row)));
        List<String> key = new ArrayList<>();
        Map<String, List<String>> unique = new LinkedHashMap<>();
        each(
                "SELECT INDEX_NAME, COLUMN_NAME FROM information_schema.STATISTICS" + OF_TABLE
                        + "AND NON_UNIQUE = 0 ORDER BY INDEX_NAME, SEQ_IN_INDEX",
                table,
                session,
                row -> {
                    if (row.getString(1).equals("PRIMARY")) {
                        key.add(row.getString(2));
                    } else {
                        unique.computeIfAbsent(row.getString(1), unused -> new ArrayList<>())
                                .add(row.getString(2));
                    }
                });
        return Optional.of(new LiveTable(about.get(0), about.get(1), columns, key, unique));
    }

    private static LiveColumn column(ResultSet row) throws SQLException {
        String defaultValue = row.getString(6);
        // MariaDB writes the word where there is none.
        boolean hasDefault = defaultValue != null && !defaultValue.equals("NULL");
        String extra = String.valueOf(row.getString(7)).toUpperCase(Locale.ROOT);
        return LiveColumn.of(
                row.getString(1),
                row.getString(2),
                row.getString(3).equals("YES"),
                row.getString(4),
                row.getString(5) == null ? "" : row.getString(5),
                hasDefault || extra.contains("GENERATED") || extra.contains("AUTO_INCREMENT"),
                extra.isEmpty() ? declared(row) : "");
    }

    private static String declared(ResultSet row) throws SQLException {
        String collation = row.getString(5);
        return row.getString(2)
                + (collation == null ? "" : " CHARACTER SET " + row.getString(8) + " COLLATE " + collation);
    }

    private static void each(String question, String table, Connection session, Row row) throws SQLException {
        try (PreparedStatement ask = session.prepareStatement(question)) {
            ask.setString(1, table);
            try (ResultSet answer = ask.executeQuery()) {
                while (answer.next()) {
                    row.take(answer);
                }
            }
        }
    }
}
