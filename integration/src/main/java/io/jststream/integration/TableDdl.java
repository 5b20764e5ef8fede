package io.jststream.integration;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table as a {@code CREATE TABLE} statement for MySQL 8.0.17 or newer, or MariaDB. */
public final class TableDdl {
    /**
     * Compares bytes and pads nothing: for {@code utf8mb4_bin}, 'A' and 'A ' are one row. MySQL has it since 8.0.17; MariaDB, which knows
     * that name too and pads all the same, calls it {@link #MARIADB_KEY_COLLATION}.
     */
    public static final String KEY_COLLATION = "utf8mb4_0900_bin";

    /** The same collation as MariaDB calls it. */
    public static final String MARIADB_KEY_COLLATION = "utf8mb4_nopad_bin";

    /** What follows the type of a text key. Each server reads its own name, and the other one's as a comment. */
    public static final String KEY_CHARACTERS = " CHARACTER SET utf8mb4 /*!80017 COLLATE " + KEY_COLLATION
            + " */ /*M! COLLATE " + MARIADB_KEY_COLLATION + " */";

    private TableDdl() {}

    /** One statement without a semicolon; does nothing where the table exists. */
    public static String of(Table table) {
        Target target = table.target();
        String key =
                "PRIMARY KEY (" + target.key().stream().map(TableDdl::quote).collect(Collectors.joining(", ")) + ")";
        return Stream.concat(target.columns().stream().map(column -> column(column, target)), Stream.of(key))
                .map(line -> "  " + line)
                .collect(Collectors.joining(
                        ",\n",
                        "CREATE TABLE IF NOT EXISTS " + quote(table.name()) + " (\n",
                        "\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT=" + literal(table.title())));
    }

    /** A column as {@code CREATE TABLE} and {@code ALTER TABLE} write it. */
    public static String column(Column column, Target target) {
        return column(column, target, !column.required());
    }

    /** The same for a table with rows, which may have no value for it yet. */
    public static String nullableColumn(Column column, Target target) {
        return column(column, target, true);
    }

    private static String column(Column column, Target target, boolean nullable) {
        return quote(column.field()) + " " + column.type().sql()
                + (isTextKey(column, target) ? KEY_CHARACTERS : "")
                + (nullable ? " NULL" : " NOT NULL")
                + (column.comment().isEmpty() ? "" : " COMMENT " + literal(column.comment()));
    }

    /** Whether the column has to be compared by its bytes: else the keys 'a', 'A' and 'a ' would be one row. */
    public static boolean isTextKey(Column column, Target target) {
        return target.key().contains(column.field()) && column.type() instanceof ColumnType.Varchar;
    }

    /** An identifier between backticks; one that somebody else has given to a column may have some in it. */
    public static String quote(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }

    /** A text as SQL writes it. */
    public static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
