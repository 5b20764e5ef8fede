package io.jststream.transformer.column;

/** A day as text, {@code yyyy-MM-dd}; a wall clock too where it stands at midnight, as APIs without a type for days write them. */
record DateConversion() implements Conversion {
    @Override
    public void write(SourceValue value, RowBuffer row) throws RefusedException {
        WallClock clock = value.clock();
        if (value.kind() != SourceValue.Kind.TEXT || !(clock.isDate() || clock.isDatetime())) {
            throw RefusedException.of(Rule.DATE, value, "yyyy-MM-dd");
        }
        if (!clock.dateExists()) {
            throw RefusedException.of(Rule.DATE, value, "a date that exists, from the year 1000 to the year 9999");
        }
        if (!clock.isZeroFrom(WallClock.DATE)) {
            throw RefusedException.of(Rule.DATE, value, "a day, which has no time of day");
        }
        row.writePlain(clock.bytes(), clock.from(), WallClock.DATE);
    }

    @Override
    public SourceValue cut(SourceValue value) {
        WallClock clock = value.clock();
        return value.kind() == SourceValue.Kind.TEXT && clock.isDatetime() && clock.timeExists()
                ? SourceValue.text(value.text().substring(0, WallClock.DATE))
                : value;
    }
}
