package io.jststream.connect.replay;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** From when on a replay maps the history. */
final class ReplayTime {
    private static final Pattern FORM =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?(Z|[+-]\\d{2}:\\d{2})");
    private static final String EXAMPLE = "2026-11-01T00:00:00+08:00";

    private ReplayTime() {}

    /** Throws where that is no time of the past. */
    static Instant parse(String from, Instant now) {
        if (!FORM.matcher(from).matches()) {
            throw wrong(from, "is no time, expected a date, a clock and a time zone as in " + EXAMPLE);
        }
        Instant time;
        try {
            time = OffsetDateTime.parse(from).toInstant();
        } catch (DateTimeParseException e) {
            throw wrong(from, "is not in the calendar, expected a time as in " + EXAMPLE);
        }
        if (time.isAfter(now)) {
            throw wrong(from, "is in the future, expected a time from which on records may have come");
        }
        return time;
    }

    private static OperatorException wrong(String from, String what) {
        return new OperatorException(ExitCode.BAD_CONFIGURATION, "FROM=" + from + " " + what);
    }
}
