package io.jststream.integration;

/** Type of a column; {@link #sql()} is its name in MySQL and in the catalog. */
public sealed interface ColumnType {
    /** The type as it stands in the catalog and in the table's DDL, {@code varchar(255)}. */
    String sql();

    /** A 64-bit whole number. */
    record Bigint() implements ColumnType {
        @Override
        public String sql() {
            return "bigint";
        }
    }

    /**
     * Text.
     *
     * @param length most characters (code points), 1 to 16383, the most that utf8mb4 leaves room for in a row
     */
    record Varchar(int length) implements ColumnType {
        @Override
        public String sql() {
            return "varchar(" + length + ")";
        }
    }

    /**
     * A wall clock without a zone.
     *
     * @param fraction digits of the second's fraction, 0 to 6
     */
    record Datetime(int fraction) implements ColumnType {
        @Override
        public String sql() {
            return "datetime(" + fraction + ")";
        }
    }
}
