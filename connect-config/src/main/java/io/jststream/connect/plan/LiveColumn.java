package io.jststream.connect.plan;

import java.util.Locale;

/**
 * A column as the database has it.
 *
 * @param type as the catalog would write it, as far as it can: without display widths
 * @param fills whether the database gives it a value by itself
 * @param declared its type with the character set, as an {@code ALTER TABLE} that keeps both writes it; empty where the column has
 *     more to it, which would be lost
 */
record LiveColumn(
        String name, String type, boolean nullable, String comment, String collation, boolean fills, String declared) {
    /** From what {@code information_schema.COLUMNS} says. */
    static LiveColumn of(
            String name,
            String columnType,
            boolean nullable,
            String comment,
            String collation,
            boolean fills,
            String declared) {
        return new LiveColumn(name, plain(columnType), nullable, comment, collation, fills, declared);
    }

    /** MySQL up to 8.0.18 and MariaDB tell how wide a whole number is shown, which says nothing about what it holds. */
    private static String plain(String columnType) {
        String type = columnType.toLowerCase(Locale.ROOT);
        if (type.equals("tinyint(1)")) {
            return "boolean";
        }
        return type.replaceFirst("^(bigint|int|smallint|tinyint)\\(\\d+\\)", "$1")
                .replaceFirst("^datetime$", "datetime(0)");
    }

    /** Whether a column of the catalog's type is this one. MariaDB has no json of its own: it is a longtext there. */
    boolean has(String wanted) {
        return type.equals(wanted) || (wanted.equals("json") && type.equals("longtext"));
    }
}
