package io.jststream.producer;

import io.jststream.producer.api.Sleeper;
import io.jststream.producer.api.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** A clock that goes on only when somebody sleeps, and what is to happen meanwhile. Thread-safe. */
public final class FakeTime implements InstantSource, Sleeper {
    public static final Instant START = Instant.ofEpochSecond(1_700_000_000);

    private record Event(Instant at, Runnable what) {}

    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparing(Event::at));
    private final List<Duration> slept = new ArrayList<>();
    private Instant now = START;
    private Duration behind = Duration.ZERO;

    @Override
    public synchronized Instant instant() {
        return now.minus(behind);
    }

    /** The same time, for whoever must not mind when the clock is set. */
    public SteadyClock steady() {
        return () -> {
            synchronized (this) {
                return now;
            }
        };
    }

    /** Sets the clock back; no time passes. */
    public synchronized void setBack(Duration by) {
        behind = behind.plus(by);
    }

    @Override
    public synchronized void sleep(Duration duration) {
        slept.add(duration);
        pass(duration);
    }

    /** Lets time pass without anybody sleeping. */
    public synchronized void pass(Duration duration) {
        Instant end = now.plus(duration);
        for (Event next = events.peek(); next != null && !next.at().isAfter(end); next = events.peek()) {
            events.remove(next);
            now = next.at();
            next.what().run();
        }
        now = end;
    }

    /** Does something as soon as so much time has passed. */
    public synchronized void after(Duration duration, Runnable what) {
        events.add(new Event(now.plus(duration), what));
    }

    /** How long was slept, each time. */
    public synchronized List<Duration> slept() {
        return List.copyOf(slept);
    }

    /** Time since the start. */
    public synchronized Duration passed() {
        return Duration.between(START, now);
    }
}
