package io.jststream.connect.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken as the time from which on a replay maps. */
class ReplayTimeTest {
    private static final Instant NOW = Instant.parse("2026-11-29T16:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-01T00:00:00+08:00, 2026-10-31T16:00:00Z",
        "2026-11-01T00:00:00Z, 2026-11-01T00:00:00Z",
        "2026-11-01T00:00:00.25-03:30, 2026-11-01T03:30:00.250Z",
        "2024-02-29T23:59:59+08:00, 2024-02-29T15:59:59Z",
        "2026-11-30T00:00:00+08:00, 2026-11-29T16:00:00Z"
    })
    void aTimeOfThePastIsTaken(String from, Instant expected) {
        assertEquals(expected, ReplayTime.parse(from, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "yesterday, 'is no time, expected a date, a clock and a time zone as in 2026-11-01T00:00:00+08:00'",
        "2026-11-01, 'is no time, expected a date, a clock and a time zone as in 2026-11-01T00:00:00+08:00'",
        "2026-11-01T00:00:00, 'is no time, expected a date, a clock and a time zone as in 2026-11-01T00:00:00+08:00'",
        "2026-11-01T00:00:00+0800, 'is no time, expected a date, a clock and a time zone as in 2026-11-01T00:00:00+08:00'",
        "2026-11-31T00:00:00+08:00, 'is not in the calendar, expected a time as in 2026-11-01T00:00:00+08:00'",
        "2025-02-29T00:00:00+08:00, 'is not in the calendar, expected a time as in 2026-11-01T00:00:00+08:00'",
        "2026-11-01T24:00:01+08:00, 'is not in the calendar, expected a time as in 2026-11-01T00:00:00+08:00'",
        "2026-11-30T00:00:00.001+08:00, 'is in the future, expected a time from which on records may have come'"
    })
    void anotherOneIsRefusedWithWhatIsExpected(String from, String reason) {
        OperatorException refused = assertThrows(OperatorException.class, () -> ReplayTime.parse(from, NOW));

        assertEquals("FROM=" + from + " " + reason, refused.getMessage());
        assertEquals(ExitCode.BAD_CONFIGURATION, refused.exitCode());
    }
}
