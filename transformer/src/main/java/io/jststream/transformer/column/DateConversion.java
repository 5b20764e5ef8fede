package io.jststream.transformer.column;

/** A day as text, {@code yyyy-MM-dd}; a wall clock too where it stands at midnight, as APIs without a type for days write them. */
record DateConversion() implements Conversion {
    @Override
    public void write(SourceValue value, RowBuffer row) throws RefusedException {
        String text = value.text();
        if (value.kind() != SourceValue.Kind.TEXT || !(WallClock.isDate(text) || WallClock.isDatetime(text))) {
            throw RefusedException.of(Rule.DATE, value, "yyyy-MM-dd");
        }
        if (!WallClock.dateExists(text)) {
            throw RefusedException.of(Rule.DATE, value, "a date that exists, from the year 1000 to the year 9999");
        }
        if (!WallClock.isZeroFrom(text, WallClock.DATE)) {
            throw RefusedException.of(Rule.DATE, value, "a day, which has no time of day");
        }
        row.writeText(text.substring(0, WallClock.DATE));
    }

    @Override
    public SourceValue cut(SourceValue value) {
        String text = value.text();
        return value.kind() == SourceValue.Kind.TEXT && WallClock.isDatetime(text) && WallClock.timeExists(text)
                ? SourceValue.text(text.substring(0, WallClock.DATE))
                : value;
    }
}
