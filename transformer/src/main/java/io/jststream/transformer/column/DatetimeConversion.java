package io.jststream.transformer.column;

/**
 * A wall clock as text, {@code yyyy-MM-dd HH:mm:ss} and the column's digits of a second. It stays text up to the DATETIME
 * column, so no time zone can shift it.
 *
 * @param fraction digits of the second's fraction
 */
record DatetimeConversion(int fraction) implements Conversion {
    private static final String NO_FRACTION = ".000000";

    @Override
    public void write(SourceValue value, RowBuffer row) throws RefusedException {
        String text = value.text();
        if (value.kind() != SourceValue.Kind.TEXT || !WallClock.isDatetime(text)) {
            throw RefusedException.of(Rule.DATETIME, value, "yyyy-MM-dd HH:mm:ss, with or without .SSS");
        }
        if (!WallClock.dateExists(text) || !WallClock.timeExists(text)) {
            throw RefusedException.of(
                    Rule.DATETIME, value, "a date and time that exist, from the year 1000 to the year 9999");
        }
        if (!WallClock.isZeroFrom(text, WallClock.SECONDS + 1 + fraction)) {
            // MySQL would round, to another second or even another year
            throw RefusedException.of(Rule.DATETIME, value, "at most " + fraction + " digits of a second");
        }
        row.writeText(withFraction(text));
    }

    @Override
    public SourceValue cut(SourceValue value) {
        return value.kind() == SourceValue.Kind.TEXT && WallClock.isDatetime(value.text())
                ? SourceValue.text(withFraction(value.text()))
                : value;
    }

    private String withFraction(String text) {
        int wanted = fraction == 0 ? WallClock.SECONDS : WallClock.SECONDS + 1 + fraction;
        if (text.length() >= wanted) {
            return text.substring(0, wanted);
        }
        return text.concat(NO_FRACTION.substring(text.length() - WallClock.SECONDS, wanted - WallClock.SECONDS));
    }
}
