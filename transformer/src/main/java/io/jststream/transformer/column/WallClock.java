package io.jststream.transformer.column;

import java.nio.charset.StandardCharsets;
import java.time.Month;
import java.time.chrono.IsoChronology;

/**
 * A text that may be a date, with a time of day or without, as the API writes them. Read by hand, of the bytes of its record, because
 * a formatter costs more than the rest of the record. Only of one that has the shape may be asked what it says: behind the end of
 * another one lie other bytes of the record.
 */
@SuppressWarnings("ArrayRecordComponent") // looked at, never changed and never compared
record WallClock(byte[] bytes, int from, int length) {
    private static final Shape DATE_SHAPE = Shape.of("0000-00-00");
    private static final Shape SECONDS_SHAPE = Shape.of("0000-00-00 00:00:00");
    /** Characters of a date. */
    static final int DATE = DATE_SHAPE.length();
    /** Characters of a date and a time of day without a fraction. */
    static final int SECONDS = SECONDS_SHAPE.length();
    /** Every month has so many days, whichever it is: then nobody has to ask whether the year is a leap year. */
    private static final int SHORTEST_MONTH = 28;

    /** More digits of a second than any clock of the source has. */
    private static final int MOST_DIGITS = 9;

    static WallClock of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new WallClock(bytes, 0, bytes.length);
    }

    /** Whether it looks like {@code yyyy-MM-dd}. */
    boolean isDate() {
        return length == DATE && DATE_SHAPE.standsAt(bytes, from);
    }

    /** Whether it looks like {@code yyyy-MM-dd HH:mm:ss}, with a fraction or without. */
    boolean isDatetime() {
        int digits = length - SECONDS - 1;
        return length >= SECONDS
                && digits != 0
                && digits <= MOST_DIGITS
                && SECONDS_SHAPE.standsAt(bytes, from)
                && (length == SECONDS || hasFraction());
    }

    /** Whether this date exists and is one that MySQL can store: from the year 1000 on. */
    boolean dateExists() {
        int year = number(0, 4);
        int month = number(5, 7);
        int day = number(8, 10);
        return year >= 1000
                && month >= 1
                && month <= 12
                && day >= 1
                && (day <= SHORTEST_MONTH || day <= Month.of(month).length(IsoChronology.INSTANCE.isLeapYear(year)));
    }

    /** Whether this time of day exists. */
    boolean timeExists() {
        return number(11, 13) < 24 && number(14, 16) < 60 && number(17, 19) < 60;
    }

    /** Whether nothing but zeros and what parts them stands from there on. */
    boolean isZeroFrom(int begin) {
        for (int i = begin; i < length; i++) {
            if (at(i) >= '1' && at(i) <= '9') {
                return false;
            }
        }
        return true;
    }

    private boolean hasFraction() {
        for (int i = SECONDS + 1; i < length; i++) {
            if (at(i) < '0' || at(i) > '9') {
                return false;
            }
        }
        return at(SECONDS) == '.';
    }

    private int number(int begin, int end) {
        int number = 0;
        for (int i = begin; i < end; i++) {
            number = number * 10 + at(i) - '0';
        }
        return number;
    }

    private byte at(int place) {
        return bytes[from + place];
    }
}
