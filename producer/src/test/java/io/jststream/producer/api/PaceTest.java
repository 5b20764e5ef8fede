package io.jststream.producer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.producer.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** What becomes of the quota when another tool of the same merchant uses a part of it, or all of it. */
class PaceTest {
    private static final Instant START = FakeTime.START;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Pace minute = new Pace("default", Limit.MINUTE, 100);

    @Test
    void halvesWhenItIsRefused() {
        minute.refused(START);

        assertEquals(50, minute.at(START));
    }

    /** All calls that are open when the window is full are refused together, and the server counts what was before. */
    @Test
    void manyRefusalsInOneWindowAreOne() {
        for (int second = 0; second < 60; second++) {
            minute.refused(START.plusSeconds(second));
        }
        assertEquals(50, minute.at(START.plusSeconds(59)));

        minute.refused(START.plusSeconds(60));
        assertEquals(25, minute.at(START.plusSeconds(60)));
    }

    @Test
    void isNeverLessThanATenth() {
        for (int time = 0; time < 20; time++) {
            minute.refused(START.plus(MINUTE.multipliedBy(time)).minusMillis(time));
            minute.refused(START.plus(MINUTE.multipliedBy(time)));
        }
        assertEquals(10, minute.at(START.plus(MINUTE.multipliedBy(19))));

        Pace one = new Pace("default", Limit.SECOND, 1);
        one.refused(START);
        assertEquals(1, one.at(START));
    }

    @Test
    void risesByATenthEachCalmMinuteUpToTheLimit() {
        minute.refused(START);

        assertEquals(50, minute.at(START.plusMillis(59_999)));
        assertEquals(60, minute.at(START.plus(MINUTE)));
        assertEquals(60, minute.at(START.plus(MINUTE.plusSeconds(59))));
        assertEquals(90, minute.at(START.plus(MINUTE.multipliedBy(4))));
        assertEquals(100, minute.at(START.plus(MINUTE.multipliedBy(60))));
    }

    @Test
    void aRefusalBeginsTheCalmAnew() {
        minute.refused(START);
        minute.refused(START.plusSeconds(50));

        assertEquals(50, minute.at(START.plusSeconds(109)));
        assertEquals(60, minute.at(START.plusSeconds(110)));
    }

    /**
     * The other tool takes 60 of 100 calls a minute for a quarter of an hour. Ours finds its place beside it, and has all of
     * them ten minutes after the other one has gone.
     */
    @Test
    void findsItsPlaceBesideAnotherToolAndComesBack() throws InterruptedException {
        FakeTime time = new FakeTime();
        Quota quota = new Quota(5, 100, time.steady(), time);
        Deque<Instant> counted = new ArrayDeque<>();
        for (int second = 0; second < 15 * 60; second++) {
            time.after(Duration.ofSeconds(second), () -> counted.add(time.instant()));
        }

        int refused = calls(quota, time, counted, Duration.ofMinutes(15));
        assertTrue(refused > 0 && refused <= 30, refused + " refused in 15 minutes");
        assertTrue(quota.calls(Limit.MINUTE) < 60, quota.calls(Limit.MINUTE) + " a minute");

        calls(quota, time, counted, Duration.ofMinutes(10));
        assertEquals(100, quota.calls(Limit.MINUTE));
        int before = counted.size();
        counted.clear();
        assertEquals(0, calls(quota, time, counted, Duration.ofMinutes(5)));
        assertTrue(counted.size() >= 95 && before <= 100, counted.size() + " in the last minute");
    }

    /** As many calls as the quota allows; returns how many of them were refused. */
    private static int calls(Quota quota, FakeTime time, Deque<Instant> counted, Duration length)
            throws InterruptedException {
        Instant end = time.instant().plus(length);
        int refused = 0;
        while (time.instant().isBefore(end)) {
            boolean tooMany;
            try (Quota.Place place = quota.take()) {
                time.pass(Duration.ofMillis(50));
                counted.add(time.instant());
                while (!counted.getFirst().plus(MINUTE).isAfter(time.instant())) {
                    counted.removeFirst();
                }
                tooMany = counted.size() > 100;
                assertTrue(place.waited().compareTo(MINUTE.multipliedBy(2)) < 0);
            }
            if (tooMany) {
                refused++;
                quota.refused(Limit.MINUTE);
                time.pass(Duration.ofSeconds(15));
            }
        }
        return refused;
    }
}
