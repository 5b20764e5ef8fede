package io.jststream.transformer.column;

import java.nio.charset.StandardCharsets;

/**
 * A wall clock as text, {@code yyyy-MM-dd HH:mm:ss} and the column's digits of a second. It stays text up to the DATETIME
 * column, so no time zone can shift it.
 *
 * @param fraction digits of the second's fraction
 */
record DatetimeConversion(int fraction) implements Conversion {
    private static final byte[] NO_FRACTION = ".000000".getBytes(StandardCharsets.US_ASCII);

    @Override
    public void write(SourceValue value, RowBuffer row) throws RefusedException {
        WallClock clock = value.clock();
        if (value.kind() != SourceValue.Kind.TEXT || !clock.isDatetime()) {
            throw RefusedException.of(Rule.DATETIME, value, "yyyy-MM-dd HH:mm:ss, with or without .SSS");
        }
        if (!clock.dateExists() || !clock.timeExists()) {
            throw RefusedException.of(
                    Rule.DATETIME, value, "a date and time that exist, from the year 1000 to the year 9999");
        }
        if (!clock.isZeroFrom(WallClock.SECONDS + 1 + fraction)) {
            // MySQL would round, to another second or even another year
            throw RefusedException.of(Rule.DATETIME, value, "at most " + fraction + " digits of a second");
        }
        int taken = Math.min(clock.length(), characters());
        row.writePlain(
                clock.bytes(), clock.from(), taken, NO_FRACTION, taken - WallClock.SECONDS, characters() - taken);
    }

    @Override
    public SourceValue cut(SourceValue value) {
        return value.kind() == SourceValue.Kind.TEXT
                        && value.clock().isDatetime()
                        && value.text().length() > characters()
                ? SourceValue.text(value.text().substring(0, characters()))
                : value;
    }

    /** As many as a value of the column has. */
    private int characters() {
        return fraction == 0 ? WallClock.SECONDS : WallClock.SECONDS + 1 + fraction;
    }
}
