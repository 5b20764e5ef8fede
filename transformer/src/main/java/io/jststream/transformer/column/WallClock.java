package io.jststream.transformer.column;

import java.time.Month;
import java.time.chrono.IsoChronology;

/** Dates and times of day as the API writes them. Read by hand because a formatter costs more than the rest of the record. */
final class WallClock {
    /** Characters of a date. */
    static final int DATE = 10;

    private static final String SHAPE = "0000-00-00 00:00:00";
    /** Characters of a date and a time of day without a fraction. */
    static final int SECONDS = SHAPE.length();
    /** More digits of a second than any clock of the source has. */
    private static final int MOST_DIGITS = 9;

    private WallClock() {}

    /** Whether it looks like {@code yyyy-MM-dd}. */
    static boolean isDate(String text) {
        return text.length() == DATE && hasShape(text);
    }

    /** Whether it looks like {@code yyyy-MM-dd HH:mm:ss}, with a fraction or without. */
    static boolean isDatetime(String text) {
        int digits = text.length() - SECONDS - 1;
        return text.length() >= SECONDS && digits != 0 && digits <= MOST_DIGITS && hasShape(text);
    }

    /** Whether this date exists and is one that MySQL can store: from the year 1000 on. */
    static boolean dateExists(String text) {
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        return year >= 1000
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= Month.of(month).length(IsoChronology.INSTANCE.isLeapYear(year));
    }

    /** Whether this time of day exists. */
    static boolean timeExists(String text) {
        return number(text, 11, 13) < 24 && number(text, 14, 16) < 60 && number(text, 17, 19) < 60;
    }

    /** Whether nothing but zeros and what parts them stands from there on. */
    static boolean isZeroFrom(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) >= '1' && text.charAt(i) <= '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean hasShape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char expected = i < SECONDS ? SHAPE.charAt(i) : i == SECONDS ? '.' : '0';
            char found = text.charAt(i);
            if (expected == '0' ? found < '0' || found > '9' : found != expected) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
