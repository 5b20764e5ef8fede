package io.jststream.producer.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.producer.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits as the server counts them: each call at some instant between its sending and its answer. */
class QuotaTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FakeTime time = new FakeTime();
    private final Quota quota = new Quota(5, 100, time.steady(), time);
    private final List<Instant> counted = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest(name = "seed {0}, latency {1} to {2} ms, {3} open at once")
    @CsvSource({
        "1, 1, 30, 1",
        "2, 50, 250, 1",
        "3, 0, 900, 1",
        "4, 1, 3000, 1",
        "5, 1, 30, 4",
        "6, 50, 250, 4",
        "7, 0, 900, 8",
        "8, 1, 3000, 20",
        "9, 1, 65000, 100"
    })
    void theServerNeverCountsTooMany(int seed, int least, int most, int openAtOnce) throws InterruptedException {
        Random random = new Random(seed);
        Open open = new Open();

        while (time.passed().compareTo(Duration.ofMinutes(5)) < 0) {
            while (open.calls >= openAtOnce) {
                time.pass(Duration.ofMillis(1));
            }
            open.begin(Duration.ofMillis(random.nextInt(least, most)), random);
        }

        time.pass(Duration.ofMinutes(2));
        assertTrue(counted.size() > 40, "only " + counted.size());
        assertAtMost(5, SECOND);
        assertAtMost(100, MINUTE);
    }

    /** Calls that are open, and end when fake time has come so far. */
    private final class Open {
        private int calls;

        void begin(Duration latency, Random random) throws InterruptedException {
            Quota.Place place = quota.take();
            calls++;
            time.after(latency.dividedBy(1000).multipliedBy(random.nextInt(1001)), () -> counted.add(time.instant()));
            time.after(latency, () -> {
                place.close();
                calls--;
            });
        }
    }

    @Test
    void severalThreadsTogetherKeepTheLimits() throws Exception {
        // Threads change between reading the clock and taking a place, where it hurts most.
        SteadyClock crowded = () -> {
            Instant now = time.instant();
            LockSupport.parkNanos(1);
            return now;
        };
        Quota shared = new Quota(5, 100, crowded, time);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> running = new ArrayList<>();
        for (int seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            running.add(threads.submit(() -> {
                for (int call = 0; call < 100; call++) {
                    try (Quota.Place place = shared.take()) {
                        assertTrue(place.waited().compareTo(Duration.ZERO) >= 0);
                        time.pass(Duration.ofMillis(random.nextInt(100)));
                        synchronized (time) {
                            counted.add(time.instant());
                        }
                        time.pass(Duration.ofMillis(random.nextInt(100)));
                    }
                }
                return null;
            }));
        }
        for (Future<?> thread : running) {
            thread.get(30, TimeUnit.SECONDS);
        }
        threads.shutdown();

        assertEquals(800, counted.size());
        assertAtMost(5, SECOND);
        assertAtMost(100, MINUTE);
    }

    /** Paced too carefully, a large shop list would need an hour where half of one is allowed. */
    @Test
    void nearlyTheWholeQuotaIsUsed() throws InterruptedException {
        Random random = new Random(10);
        while (time.passed().compareTo(Duration.ofMinutes(5)) < 0) {
            call(random.nextInt(50, 180));
        }

        long inTime = counted.stream()
                .filter(instant -> instant.isBefore(FakeTime.START.plus(Duration.ofMinutes(5))))
                .count();
        assertTrue(inTime >= 475, "only " + inTime + " of 500");
        long first = counted.stream()
                .filter(instant -> instant.isBefore(FakeTime.START.plusSeconds(25)))
                .count();
        assertTrue(first >= 99, "only " + first + " in the first 25 s");
    }

    @Test
    void theFirstCallsDoNotWaitAndTheNextSaysForHowLong() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            assertEquals(Duration.ZERO, call(100));
        }

        Duration waited = call(100);

        Duration sixthSent = Duration.between(FakeTime.START, counted.get(5));
        assertEquals(Duration.ofMillis(500), sixthSent.minus(waited));
        assertTrue(sixthSent.compareTo(Duration.ofMillis(1100)) > 0, sixthSent + " after the start");
    }

    /** Set back by two hours, a machine would not call for two hours. */
    @Test
    void aClockThatIsSetDoesNotMoveTheWindows() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            call(100);
        }
        time.setBack(Duration.ofHours(2));

        assertTrue(call(100).compareTo(SECOND) < 0);
    }

    @Test
    void aCallThatIsNeverAnsweredGivesItsPlaceBack() throws InterruptedException {
        Quota one = new Quota(1, 100, time.steady(), time);
        assertThrows(IllegalStateException.class, () -> {
            try (Quota.Place place = one.take()) {
                throw new IllegalStateException("no connection after " + place.waited());
            }
        });

        try (Quota.Place next = one.take()) {
            assertTrue(next.waited().compareTo(SECOND) >= 0, next.waited() + " waited");
        }
    }

    @Test
    void whoWaitsForAPlaceCanBeStopped() throws InterruptedException {
        Quota stopped = new Quota(1, 100, time.steady(), duration -> {
            throw new InterruptedException("asked to stop");
        });
        Quota.Place first = stopped.take();

        assertThrows(InterruptedException.class, stopped::take);

        first.close();
        time.pass(Duration.ofSeconds(2));
        assertDoesNotThrow(() -> stopped.take().close());
    }

    /** A call that the server counts as it is sent; returns how long it waited. */
    private Duration call(int millis) throws InterruptedException {
        try (Quota.Place place = quota.take()) {
            counted.add(time.instant());
            time.pass(Duration.ofMillis(millis));
            return place.waited();
        }
    }

    private void assertAtMost(int most, Duration window) {
        List<Instant> sorted = counted.stream().sorted().toList();
        for (int i = most; i < sorted.size(); i++) {
            Duration apart = Duration.between(sorted.get(i - most), sorted.get(i));
            assertTrue(
                    apart.compareTo(window) >= 0,
                    most + 1 + " calls within " + apart + " until call " + i + ", expected at most " + most);
        }
    }

    /** Whoever read the account before has used up the minute: the first call here has to wait for the rest of it. */
    @Test
    void callsOfWhoeverReadTheAccountBeforeCount() throws InterruptedException {
        FakeLog log = new FakeLog(Collections.nCopies(100, Duration.ofSeconds(31)));
        Quota next = new Quota("default", 5, 100, time.steady(), time, log);

        next.take().close();

        assertTrue(time.passed().compareTo(Duration.ofSeconds(30)) >= 0, "after " + time.passed());
        assertTrue(time.passed().compareTo(Duration.ofSeconds(31)) <= 0, "after " + time.passed());
        assertEquals(1, log.asked, "asked once");
        next.take().close();
        assertEquals(1, log.asked, "asked once");
        assertEquals(2, log.added);
    }

    /** A call that could not be written down is not made, and takes no place. */
    @Test
    void aCallThatCannotBeNotedIsNotMade() throws InterruptedException {
        FakeLog log = new FakeLog(List.of());
        Quota noting = new Quota("default", 1, 100, time.steady(), time, log);
        log.fault = Optional.of(new IllegalStateException("no Kafka"));
        assertThrows(IllegalStateException.class, noting::take);

        log.fault = Optional.empty();
        noting.take().close();

        assertEquals(Duration.ZERO, time.passed());
    }

    private static final class FakeLog implements CallLog {
        private final List<Duration> ages;
        private Optional<RuntimeException> fault = Optional.empty();
        private int asked;
        private int added;

        private FakeLog(List<Duration> ages) {
            this.ages = ages;
        }

        @Override
        public List<Duration> lastMinute() {
            asked++;
            return ages;
        }

        @Override
        public void add() {
            fault.ifPresent(thrown -> {
                throw thrown;
            });
            added++;
        }
    }
}
