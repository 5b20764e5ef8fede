package io.jststream.producer.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.producer.FakeTime;
import io.jststream.service.ExitCode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AttemptsTest {
    private static final Verdict FAULT = Verdict.retry("HTTP 502");
    private static final Verdict BUSY = Verdict.waiting(Limit.SECOND, Duration.ofMillis(1100), "code 199 too fast");
    private static final List<Long> WHOLE =
            List.of(500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 30_000L, 30_000L, 30_000L, 30_000L);

    private final FakeTime time = new FakeTime();

    @Test
    void pausesDoubleUpToHalfAMinuteEachWithinHalfAndWhole() throws InterruptedException {
        for (int seed = 0; seed < 100; seed++) {
            List<Long> pauses = pauses(seed);
            for (int i = 0; i < WHOLE.size(); i++) {
                long whole = WHOLE.get(i);
                long pause = pauses.get(i);
                assertTrue(whole / 2 <= pause && pause <= whole, "pause " + (i + 1) + " is " + pause + " ms");
            }
        }
    }

    /** Producers that were thrown out together must not come back together. */
    @Test
    void pausesAreSpreadOverTheirWholeRange() {
        LongStream third =
                IntStream.range(0, 200).mapToLong(seed -> pausesUnchecked(seed).get(2));
        var range = third.summaryStatistics();

        assertTrue(range.getMin() < 1100, "shortest " + range.getMin());
        assertTrue(range.getMax() > 1900, "longest " + range.getMax());
    }

    @Test
    void thePauseStaysAtItsLongestHoweverOftenACallFails() throws InterruptedException {
        Attempts attempts = attempts(1000);
        for (int i = 0; i < 200; i++) {
            attempts.pause(FAULT);
        }

        assertTrue(time.slept().stream().allMatch(pause -> pause.toMillis() > 0 && pause.toMillis() <= 30_000));
    }

    @Test
    void theLastAttemptIsNotFollowedByAPause() throws InterruptedException {
        Attempts attempts = attempts(3);
        attempts.pause(FAULT);
        attempts.pause(FAULT);

        ApiException error = assertThrows(ApiException.class, () -> attempts.pause(FAULT));

        assertEquals("/open/shops/query: HTTP 502 (attempt 3, the last)", error.getMessage());
        assertEquals(ExitCode.ENVIRONMENT, error.exitCode());
        assertEquals(2, time.slept().size());
    }

    @Test
    void oneAttemptIsOne() {
        ApiException error = assertThrows(ApiException.class, () -> attempts(1).pause(FAULT));

        assertEquals("/open/shops/query: HTTP 502 (attempt 1, the last)", error.getMessage());
        assertEquals(List.of(), time.slept());
    }

    @Test
    void waitingForTheQuotaIsNoFailedAttempt() throws InterruptedException {
        Attempts attempts = attempts(2);
        for (int i = 0; i < 20; i++) {
            attempts.wait(BUSY);
        }

        assertDoesNotThrow(() -> attempts.pause(FAULT));
        assertThrows(ApiException.class, () -> attempts.pause(FAULT));
        assertTrue(
                time.slept().subList(0, 20).stream()
                        .allMatch(wait -> wait.toMillis() >= 1100 && wait.toMillis() < 1300),
                time.slept().toString());
    }

    @Test
    void whoWaitsForEverLearnsThatOthersUseUpTheQuota() throws InterruptedException {
        Attempts attempts = attempts(2);
        for (int i = 0; i < 60; i++) {
            attempts.wait(BUSY);
        }

        ApiException error = assertThrows(ApiException.class, () -> attempts.wait(BUSY));

        assertTrue(error.getMessage().startsWith("/open/shops/query: code 199 too fast after 60 waits"));
        assertTrue(error.getMessage().contains("other tools use up this merchant's quota"), error.getMessage());
        assertEquals(ExitCode.ENVIRONMENT, error.exitCode());
    }

    @Test
    void theTokenIsRenewedOnceACall() {
        Attempts attempts = attempts(8);
        Verdict expired = Verdict.of(Verdict.Kind.RENEW_TOKEN, "code 100 expired");
        attempts.renewOnce(expired);

        ApiException error = assertThrows(ApiException.class, () -> attempts.renewOnce(expired));

        assertEquals(ExitCode.BAD_CONFIGURATION, error.exitCode());
        assertTrue(error.getMessage().contains("JST_APP_KEY belongs to JST_BASE_URL"), error.getMessage());
        assertDoesNotThrow(() -> attempts(8).renewOnce(expired));
    }

    @Test
    void aTimestampIsRefusedOnceACall() {
        Attempts attempts = attempts(8);
        Verdict tooOld = Verdict.of(Verdict.Kind.RESIGN, "code 140 timestamp");
        attempts.resignOnce(tooOld);

        ApiException error = assertThrows(ApiException.class, () -> attempts.resignOnce(tooOld));

        assertEquals(ExitCode.ENVIRONMENT, error.exitCode());
        assertTrue(error.getMessage().contains("set this machine's clock (NTP)"), error.getMessage());
        assertDoesNotThrow(() -> attempts.renewOnce(tooOld));
    }

    @Test
    void givingUpSaysWhichCallAndWhy() {
        ApiException error =
                attempts(8).giveUp(Verdict.giveUp(ExitCode.BAD_CONFIGURATION, Reach.ACCOUNT, "code 110 not listed"));

        assertEquals("/open/shops/query: code 110 not listed", error.getMessage());
        assertEquals(ExitCode.BAD_CONFIGURATION, error.exitCode());
        assertEquals(Reach.ACCOUNT, error.reach());
    }

    @Test
    void aQuotaThatIsUsedUpAndATokenOrATimeThatIsRefusedConcernTheWholeAccount() throws InterruptedException {
        Attempts attempts = attempts(1);
        for (int i = 0; i < 60; i++) {
            attempts.wait(BUSY);
        }
        Verdict refused = Verdict.of(Verdict.Kind.RENEW_TOKEN, "code 100 expired");
        attempts.renewOnce(refused);
        attempts.resignOnce(refused);

        assertEquals(Reach.ACCOUNT, reach(() -> attempts.wait(BUSY)));
        assertEquals(Reach.ACCOUNT, reach(() -> attempts.renewOnce(refused)));
        assertEquals(Reach.ACCOUNT, reach(() -> attempts.resignOnce(refused)));
        assertEquals(Reach.REQUEST, reach(() -> attempts.pause(FAULT)));
        assertEquals(Reach.ACCOUNT, reach(() -> attempts.pause(Verdict.retry("unreachable", Reach.ACCOUNT))));
    }

    private static Reach reach(Executable failing) {
        return assertThrows(ApiException.class, failing).reach();
    }

    private Attempts attempts(int most) {
        return new AttemptLimits(most, time, new Random(1)).attemptsAt("/open/shops/query");
    }

    private static List<Long> pauses(int seed) throws InterruptedException {
        FakeTime time = new FakeTime();
        Attempts attempts = new Attempts("/open/shops/query", 100, time, new Random(seed));
        for (int i = 0; i < WHOLE.size(); i++) {
            attempts.pause(FAULT);
        }
        return time.slept().stream().map(Duration::toMillis).toList();
    }

    private static List<Long> pausesUnchecked(int seed) {
        return assertDoesNotThrow(() -> pauses(seed));
    }
}
