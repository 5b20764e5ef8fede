package io.jststream.transformer.column;

import io.jststream.integration.Template.Format;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Writes a date as a template asks for it: wall clocks by cutting, Unix time as the clock in Beijing. What is no date stays as it is,
 * for {@code replace} and the column's type to judge.
 */
final class ClockFormat {
    /** Fixed, so that no change of time zone data changes a row; China has had one zone and no summer time since 1992. */
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    private static final int DIGITS_OF_SECONDS = 10;
    private static final int DIGITS_OF_MILLIS = 13;
    private static final String MIDNIGHT = " 00:00:00";

    private ClockFormat() {}

    static @Nullable SourceValue apply(Format format, @Nullable SourceValue value) {
        if (format == Format.NONE || value == null || value.structured()) {
            return value;
        }
        String clock = clock(value);
        if (clock.isEmpty()) {
            return value;
        }
        return SourceValue.text(clock.substring(0, format == Format.DATE ? WallClock.DATE : WallClock.SECONDS));
    }

    /** A date and a time of day; empty where the text is neither a date nor Unix time. */
    private static String clock(SourceValue value) {
        WallClock clock = value.clock();
        if (clock.isDatetime()) {
            return value.text();
        }
        if (clock.isDate()) {
            return value.text() + MIDNIGHT;
        }
        String text = value.text();
        boolean millis = text.length() == DIGITS_OF_MILLIS;
        if (!isDigits(text) || !(millis || text.length() == DIGITS_OF_SECONDS)) {
            return "";
        }
        long seconds = Long.parseLong(millis ? text.substring(0, DIGITS_OF_SECONDS) : text);
        LocalDateTime beijing = LocalDateTime.ofEpochSecond(seconds, 0, BEIJING);
        // LocalDateTime leaves seconds of 0 out
        return beijing.toLocalDate() + " " + beijing.toLocalTime() + (beijing.getSecond() == 0 ? ":00" : "");
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
