package io.jststream.integration;

/** Type of a column: its name, and what MySQL needs to know about it. */
public sealed interface ColumnType {
    /** The type as it stands in the catalog and in the table's DDL, {@code varchar(255)}. */
    String sql();

    /** Bytes that a value takes in its row at most; what is stored beside the row counts with its pointer. */
    int rowBytes();

    /** Whether MySQL takes such a column into a primary key, and finds the same row by the same value again. */
    default boolean fitsKey() {
        return true;
    }

    /** What {@code on_misfit: truncate} cuts off, or empty where nothing can be cut without making it another value. */
    String cuts();

    /** A whole number. */
    sealed interface Whole extends ColumnType {
        /** The width: 8, 16, 32 or 64. */
        int bits();

        @Override
        default int rowBytes() {
            return bits() / 8;
        }

        @Override
        default String cuts() {
            return "the fraction";
        }
    }

    /** A 64-bit whole number. */
    record Bigint() implements Whole {
        @Override
        public String sql() {
            return "bigint";
        }

        @Override
        public int bits() {
            return Long.SIZE;
        }
    }

    /** A 32-bit whole number. */
    record Int() implements Whole {
        @Override
        public String sql() {
            return "int";
        }

        @Override
        public int bits() {
            return Integer.SIZE;
        }
    }

    /** A 16-bit whole number. */
    record Smallint() implements Whole {
        @Override
        public String sql() {
            return "smallint";
        }

        @Override
        public int bits() {
            return Short.SIZE;
        }
    }

    /** An 8-bit whole number. */
    record Tinyint() implements Whole {
        @Override
        public String sql() {
            return "tinyint";
        }

        @Override
        public int bits() {
            return Byte.SIZE;
        }
    }

    /** True or false; the table shows 1 or 0. */
    record Bool() implements ColumnType {
        @Override
        public String sql() {
            return "boolean";
        }

        @Override
        public int rowBytes() {
            return 1;
        }

        @Override
        public String cuts() {
            return "";
        }
    }

    /**
     * An exact decimal number: money, weight, quantity.
     *
     * @param precision digits in all, 1 to 65
     * @param scale those of them behind the point, 0 to 30
     */
    record Decimal(int precision, int scale) implements ColumnType {
        @Override
        public String sql() {
            return "decimal(" + precision + "," + scale + ")";
        }

        @Override
        public int rowBytes() {
            return precision / 2 + 2;
        }

        @Override
        public String cuts() {
            return "digits behind the point";
        }
    }

    /** A binary floating-point number of 64 bits, for what is measured and not counted. */
    record Floating() implements ColumnType {
        @Override
        public String sql() {
            return "double";
        }

        @Override
        public int rowBytes() {
            return Double.BYTES;
        }

        @Override
        public boolean fitsKey() {
            return false;
        }

        @Override
        public String cuts() {
            return "";
        }
    }

    /**
     * Text of a limited length.
     *
     * @param length most characters (code points), 1 to 16383, the most that utf8mb4 leaves room for in a row
     */
    record Varchar(int length) implements ColumnType {
        @Override
        public String sql() {
            return "varchar(" + length + ")";
        }

        @Override
        public int rowBytes() {
            return 4 * length + 2;
        }

        @Override
        public String cuts() {
            return "characters at the end";
        }
    }

    /** Text of up to 65535 bytes as UTF-8, stored beside the row. */
    record Text() implements ColumnType {
        /** Most bytes. */
        public static final int BYTES = 65_535;

        @Override
        public String sql() {
            return "text";
        }

        @Override
        public int rowBytes() {
            return 10;
        }

        @Override
        public boolean fitsKey() {
            return false;
        }

        @Override
        public String cuts() {
            return "characters at the end";
        }
    }

    /** A day. */
    record Date() implements ColumnType {
        @Override
        public String sql() {
            return "date";
        }

        @Override
        public int rowBytes() {
            return 3;
        }

        @Override
        public String cuts() {
            return "the time of day";
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

        @Override
        public int rowBytes() {
            return 8;
        }

        @Override
        public String cuts() {
            return "digits of a second";
        }
    }

    /** A JSON value as a whole: an object or a list of the source that nobody takes apart. */
    record Json() implements ColumnType {
        @Override
        public String sql() {
            return "json";
        }

        @Override
        public int rowBytes() {
            return 12;
        }

        @Override
        public boolean fitsKey() {
            return false;
        }

        @Override
        public String cuts() {
            return "";
        }
    }
}
