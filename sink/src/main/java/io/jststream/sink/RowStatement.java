package io.jststream.sink;

/** A statement about many rows that grows by one at a time. Not thread-safe. */
final class RowStatement {
    /** Characters of a statement that is sent; with a row more than these it is far below what servers take by default (16 MiB). */
    private static final int ENOUGH = 300_000;

    private final String between;
    private final String end;
    private final Literals literals;
    private final int mostRows;
    private final StringBuilder sql;
    private final int begin;
    private int rows;

    /**
     * A statement.
     *
     * @param begin what stands before the first row
     * @param between what stands between two
     * @param end what stands behind the last one
     * @param mostRows rows of a statement that is sent, if its length has not been reached before
     */
    RowStatement(String begin, String between, String end, Literals literals, int mostRows) {
        this.between = between;
        this.end = end;
        this.literals = literals;
        this.mostRows = mostRows;
        this.sql = new StringBuilder(begin);
        this.begin = begin.length();
    }

    /** Adds a row. */
    void add(byte[] json) {
        if (!isEmpty()) {
            sql.append(between);
        }
        literals.append(json, sql);
        rows++;
    }

    boolean isEmpty() {
        return sql.length() == begin;
    }

    boolean isFull() {
        return rows == mostRows || sql.length() >= ENOUGH;
    }

    /** The statement with all rows that were added, which are forgotten. */
    String end() {
        String whole = sql.append(end).toString();
        clear();
        return whole;
    }

    void clear() {
        rows = 0;
        sql.setLength(begin);
    }
}
