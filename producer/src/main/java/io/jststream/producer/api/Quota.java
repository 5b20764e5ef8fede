package io.jststream.producer.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The API's limits, shared by all calls of one account: so many calls in any second and so many in any minute (API: call
 * rules), as two sliding windows. Thread-safe.
 *
 * <p>The server counts a call when it arrives over there, somewhere between sending and answer. A slow call and a fast one
 * behind it can therefore come closer together than they were sent; so a call counts as long as it is open, and then from its
 * answer on for the whole window.
 */
public final class Quota {
    /** How long to wait before looking again where only open calls stand in the way. */
    private static final Duration OPEN_CALLS = Duration.ofMillis(5);
    /** Two machines' clocks do not run alike: a window is kept a little longer than the server keeps its own. */
    private static final Duration GUARD = Duration.ofMillis(20);

    /** A call is written down before it is made, and the server counts it when it arrives. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

    private final SteadyClock clock;
    private final Sleeper sleeper;
    private final int most;
    private final Map<Limit, Pace> paces;
    private final Deque<Instant> answered = new ArrayDeque<>();
    private final CallLog log;
    private boolean recalled;
    private int open;

    public Quota(int perSecond, int perMinute, SteadyClock clock, Sleeper sleeper) {
        this("", perSecond, perMinute, clock, sleeper, CallLog.NONE);
    }

    /**
     * @param account for the log
     * @param log knows the calls that others have made lately, and is told of those to come
     */
    public Quota(String account, int perSecond, int perMinute, SteadyClock clock, Sleeper sleeper, CallLog log) {
        this.most = Math.max(perSecond, perMinute);
        this.paces = new EnumMap<>(Map.of(
                Limit.SECOND, new Pace(account, Limit.SECOND, perSecond),
                Limit.MINUTE, new Pace(account, Limit.MINUTE, perMinute)));
        this.log = log;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** One call's place in both windows, from {@link #take} until its answer. */
    public final class Place implements AutoCloseable {
        private final Duration waited;

        private Place(Duration waited) {
            this.waited = waited;
        }

        /** How long the call had to wait for its place. */
        public Duration waited() {
            return waited;
        }

        /** Says that the answer has arrived, or never will. */
        @Override
        public void close() {
            synchronized (Quota.this) {
                open--;
                answered.addLast(clock.instant());
            }
        }
    }

    /** The server refused a call by this limit though it was kept here: from now on there are fewer calls, for a while. */
    public synchronized void refused(Limit limit) {
        pace(limit).refused(clock.instant());
    }

    /** How many calls the limit's window may hold now. Thread-safe. */
    int calls(Limit limit) {
        return pace(limit).calls();
    }

    /** How many it may hold at most. Thread-safe. */
    int most(Limit limit) {
        return pace(limit).most();
    }

    private Pace pace(Limit limit) {
        return Objects.requireNonNull(paces.get(limit));
    }

    /** Waits until a call may be made. */
    public Place take() throws InterruptedException {
        Instant asked = clock.instant();
        recall();
        Duration wait = tryTake();
        while (!wait.isZero()) {
            sleeper.sleep(wait);
            wait = tryTake();
        }
        note();
        return new Place(Duration.between(asked, clock.instant()));
    }

    /** Before the first call: those of the last minute count as if they had been made here. */
    private synchronized void recall() throws InterruptedException {
        if (!recalled) {
            List<Duration> ages = log.lastMinute();
            Instant now = clock.instant();
            ages.forEach(age ->
                    answered.addLast(now.minus(age.compareTo(ON_ITS_WAY) > 0 ? age.minus(ON_ITS_WAY) : Duration.ZERO)));
            recalled = true;
        }
    }

    private void note() throws InterruptedException {
        boolean noted = false;
        try {
            log.add();
            noted = true;
        } finally {
            if (!noted) {
                giveBack();
            }
        }
    }

    private synchronized void giveBack() {
        open--;
    }

    /** Takes a place and returns zero, or returns how long to wait before the next try. */
    private synchronized Duration tryTake() {
        Instant now = clock.instant();
        Duration wait = max(free(Limit.SECOND, now), free(Limit.MINUTE, now));
        if (wait.isZero()) {
            open++;
        }
        return wait;
    }

    /** How long until one window has a free place. Answers are in order, so the n-th last one is what stands in the way. */
    private Duration free(Limit limit, Instant now) {
        while (!answered.isEmpty() && answered.size() > most) {
            answered.removeFirst();
        }
        int places = pace(limit).at(now) - open;
        if (places <= 0) {
            return OPEN_CALLS;
        }
        if (answered.size() < places) {
            return Duration.ZERO;
        }
        Instant inTheWay =
                answered.stream().skip(answered.size() - places).findFirst().orElse(Instant.MIN);
        Duration left = Duration.between(now, inTheWay.plus(limit.window()).plus(GUARD));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Duration max(Duration left, Duration right) {
        return left.compareTo(right) > 0 ? left : right;
    }
}
