package io.jststream.producer.turn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a reader learns from the ledger about the turns of the process before it. */
class LastTurnsTest {
    private static final Instant FIRST = Instant.parse("2026-11-24T00:00:00Z");
    private static final Instant SECOND = Instant.parse("2026-11-24T01:00:00Z");
    private static final Instant THIRD = Instant.parse("2026-11-24T02:00:00Z");

    @Test
    void aTurnThatFailedOrWasToldToStopWasNone() {
        LastTurns last =
                of(entry(FIRST, "complete", false), entry(SECOND, "failed", false), entry(THIRD, "abandoned", false));

        assertEquals(Optional.of(FIRST), last.turn());
        assertEquals(Optional.of(SECOND), of(entry(SECOND, "drifted", false)).turn());
        assertEquals(Optional.of(FIRST.plusSeconds(9)), last.success());
        assertEquals(Optional.empty(), last.repair());
    }

    @Test
    void aRepairCountsWhereItHasReadTheListToItsEnd() {
        LastTurns last =
                of(entry(FIRST, "held", true), entry(SECOND, "drifted", true), entry(THIRD, "complete", false));

        assertEquals(Optional.of(SECOND), last.repair());
        assertEquals(
                Optional.of(FIRST),
                of(entry(FIRST, "held", true), entry(SECOND, "failed", true)).repair());
        assertEquals(Optional.of(THIRD), last.turn());
    }

    /** Entries of an older version say nothing of repairs; entries that waited for Kafka come late. */
    @Test
    void whatCannotBeUnderstoodSaysNothingAndOrderDoesNotMatter() {
        LastTurns last = of(
                entry(SECOND, "complete", false).replace(",\"repair\":false", ""),
                "not an entry",
                "{}",
                entry(FIRST, "complete", false));

        assertEquals(Optional.of(SECOND), last.turn());
    }

    private static LastTurns of(String... entries) {
        return LastTurns.of(
                Arrays.stream(entries).map(entry -> entry.getBytes(UTF_8)).toList());
    }

    private static String entry(Instant started, String outcome, boolean repair) {
        return "{\"started\":\"%s\",\"ended\":\"%s\",\"outcome\":\"%s\",\"repair\":%s}"
                .formatted(started, started.plusSeconds(9), outcome, repair);
    }
}
