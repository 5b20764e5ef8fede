package io.jststream.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestValueTest {
    /** In Beijing it is the next day already, and there the next year. */
    private static final RequestTimes TIMES =
            new RequestTimes(Instant.parse("2026-12-31T16:00:01.999Z"), Instant.parse("2024-03-14T07:50:00Z"));

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        {{CURRENT_TIME|datetime}} ; 2027-01-01 00:00:01
        {{CURRENT_TIME|dateTime}} ; 2027-01-01 00:00:01
        {{CURRENT_TIME|date}} ; 2027-01-01
        {{CURRENT_TIME|timestamp}} ; 1798732801
        {{CURRENT_TIME}} ; 1798732801
        {CURRENT_TIME} ; 1798732801
        {{LAST_SYNC_TIME|datetime}} ; 2024-03-14 15:50:00
        {{LAST_SYNC_TIME}} ; 1710402600
        {{DAYS_AGO_0|datetime}} ; 2027-01-01 00:00:01
        {{DAYS_AGO_2|datetime}} ; 2026-12-30 00:00:01
        {{DAYS_AGO_366|date}} ; 2025-12-31
        FApproveDate>='{{LAST_SYNC_TIME|dateTime}}' ; FApproveDate>='2024-03-14 15:50:00'
        {{DAYS_AGO_1|date}}~{{CURRENT_TIME|date}} ; 2026-12-31~2027-01-01
        ["{{DAYS_AGO_1|date}}"] ; ["2026-12-31"]
        {"from":{"day":"{{DAYS_AGO_1|date}}"}} ; {"from":{"day":"2026-12-31"}}
        """)
    void writesTimesOfBeijing(String value, String written) {
        assertTrue(RequestValue.of(value).moves());
        assertEquals(written, RequestValue.of(value).at(TIMES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Sent", "[\"A1\",\"A2\"]", "[{\"a\":{\"b\":1}}]", "50%|x", "{\"CURRENT_TIME\":1}", "}}"})
    void leavesConstantsAlone(String constant) {
        assertFalse(RequestValue.of(constant).moves());
        assertEquals(constant, RequestValue.of(constant).at(TIMES));
    }

    @Test
    void knowsWhichValuesNeedTheLastSync() {
        assertTrue(RequestValue.of("a {{LAST_SYNC_TIME|date}}").asksSinceLastSync());
        assertFalse(RequestValue.of("{{CURRENT_TIME|date}}").asksSinceLastSync());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{YESTERDAY}}",
                "{{current_time|date}}",
                "{{DAYS_AGO_x|date}}",
                "{{DAYS_AGO_10000|date}}",
                "{{MINUTE_AGO_5|datetime}}",
                "{{CURRENT_TIME|shortDate}}",
                "{{CURRENT_TIME|}}",
                "{{CURRENT_TIME | date}}",
                "{{CURRENT_TIME|date|date}}",
                "{CURRENT_TIME|date}",
                "{{CURRENT_TIME|date",
                "{{CURRENT_TIME|date}",
                "{{}}",
                "{{PAGINATION_PAGE_SIZE}}",
                "{shop_id}",
                "{{a.b}}",
                "{店铺}",
                "_function NOW()",
                "_findCollection find a from b where c=d"
            })
    void refusesWhatIsNoTime(String value) {
        assertThrows(IllegalArgumentException.class, () -> RequestValue.of(value));
    }

    @Test
    void theLastSyncReachesBackByOverlapOrHistory() {
        LastSync time = new LastSync(Duration.ofMinutes(10), Duration.ofDays(7));
        Instant started = Instant.parse("2026-11-20T00:00:00Z");
        Instant week = Instant.parse("2026-11-13T00:00:00Z");
        Optional<Instant> yesterday = Optional.of(Instant.parse("2026-11-19T00:00:00Z"));
        Optional<Instant> longAgo = Optional.of(Instant.parse("2026-11-01T00:00:00Z"));

        assertEquals(week, time.since(Optional.empty(), started));
        assertEquals(week, time.sinceAll(Optional.empty(), started));
        assertEquals(Instant.parse("2026-11-18T23:50:00Z"), time.since(yesterday, started));
        assertEquals(week, time.sinceAll(yesterday, started));
        assertEquals(Instant.parse("2026-10-31T23:50:00Z"), time.since(longAgo, started));
        assertEquals(Instant.parse("2026-10-31T23:50:00Z"), time.sinceAll(longAgo, started));
    }

    @Test
    void aLastSyncThatLiesAheadOfASetClockIsNow() {
        LastSync time = new LastSync(Duration.ofMinutes(10), Duration.ofDays(7));
        Instant started = Instant.parse("2026-11-20T00:00:00Z");

        assertEquals(
                Instant.parse("2026-11-19T23:50:00Z"), time.since(Optional.of(started.plusSeconds(3600)), started));
    }
}
