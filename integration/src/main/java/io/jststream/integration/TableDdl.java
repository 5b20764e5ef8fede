package io.jststream.integration;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table as a {@code CREATE TABLE} statement for MySQL 8 or newer. */
public final class TableDdl {
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
        return quote(column.field()) + " " + column.type().sql()
                + (isTextKey(column, target) ? " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin" : "")
                + (column.required() ? " NOT NULL" : " NULL")
                + (column.comment().isEmpty() ? "" : " COMMENT " + literal(column.comment()));
    }

    /** Whether the column has to be compared by its bytes: else the keys 'a' and 'A' would be one row. */
    public static boolean isTextKey(Column column, Target target) {
        return target.key().contains(column.field()) && column.type() instanceof ColumnType.Varchar;
    }

    /** An identifier between backticks. */
    public static String quote(String identifier) {
        return "`" + identifier + "`";
    }

    /** A text as SQL writes it. */
    public static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
