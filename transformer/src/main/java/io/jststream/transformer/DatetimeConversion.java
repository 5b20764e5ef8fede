package io.jststream.transformer;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Month;
import java.time.chrono.IsoChronology;

/**
 * A wall clock as text, {@code yyyy-MM-dd HH:mm:ss} and the column's digits of a second. It stays text up to the DATETIME
 * column, so no time zone can shift it. Parsed by hand because a formatter costs more than the rest of the record.
 *
 * @param fraction digits of the second's fraction
 */
record DatetimeConversion(int fraction) implements Conversion {
    private static final String SHAPE = "0000-00-00 00:00:00";
    /** More digits of a second than any clock of the source has. */
    private static final int MOST_DIGITS = 9;

    @Override
    public void write(SourceValue value, JsonGenerator json) throws IOException, RefusedException {
        String text = value.text();
        if (value.kind() != SourceValue.Kind.TEXT || !hasShape(text)) {
            throw RefusedException.of(Rule.DATETIME, value, "yyyy-MM-dd HH:mm:ss, with or without .SSS");
        }
        if (!isInCalendar(text)) {
            throw RefusedException.of(
                    Rule.DATETIME, value, "a date and time that exist, from the year 1000 to the year 9999");
        }
        if (!fits(text)) {
            // MySQL would round, to another second or even another year
            throw RefusedException.of(Rule.DATETIME, value, "at most " + fraction + " digits of a second");
        }
        json.writeString(withFraction(text));
    }

    private static boolean hasShape(String text) {
        int digits = text.length() - SHAPE.length() - 1;
        if (text.length() < SHAPE.length() || digits == 0 || digits > MOST_DIGITS) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char expected = i < SHAPE.length() ? SHAPE.charAt(i) : i == SHAPE.length() ? '.' : '0';
            char found = text.charAt(i);
            if (expected == '0' ? found < '0' || found > '9' : found != expected) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInCalendar(String text) {
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        return year >= 1000
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= Month.of(month).length(IsoChronology.INSTANCE.isLeapYear(year))
                && number(text, 11, 13) < 24
                && number(text, 14, 16) < 60
                && number(text, 17, 19) < 60;
    }

    /** Whether only zeros stand behind the digits that the column keeps. */
    private boolean fits(String text) {
        for (int i = SHAPE.length() + 1 + fraction; i < text.length(); i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }

    private String withFraction(String text) {
        int wanted = fraction == 0 ? SHAPE.length() : SHAPE.length() + 1 + fraction;
        if (text.length() >= wanted) {
            return text.substring(0, wanted);
        }
        String point = text.length() == SHAPE.length() ? "." : "";
        return text + point + "0".repeat(wanted - text.length() - point.length());
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
