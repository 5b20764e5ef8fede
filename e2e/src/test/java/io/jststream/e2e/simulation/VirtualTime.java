package io.jststream.e2e.simulation;

import io.jststream.producer.api.Sleeper;
import io.jststream.producer.api.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that goes on only when somebody sleeps or waits for an answer, and what is to happen meanwhile. One thread. */
final class VirtualTime implements InstantSource, SteadyClock, Sleeper {
    static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
    private Instant now = START;
    private Instant stop = Instant.MAX;
    private long numbers;

    private record Event(Instant at, long number, Runnable what) {}

    @Override
    public Instant instant() {
        return now;
    }

    Duration passed() {
        return Duration.between(START, now);
    }

    /** From then on, whoever sleeps is asked to stop. */
    void stopAt(Instant at) {
        stop = at;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Instant end = now.plus(duration);
        passUntil(end.isBefore(stop) ? end : now.isAfter(stop) ? now : stop);
        if (!now.isBefore(stop)) {
            throw new InterruptedException("asked to stop");
        }
    }

    void pass(Duration duration) {
        passUntil(now.plus(duration));
    }

    private void passUntil(Instant end) {
        for (Event next = events.peek(); next != null && !next.at().isAfter(end); next = events.peek()) {
            events.remove(next);
            if (next.at().isAfter(now)) {
                now = next.at();
            }
            next.what().run();
        }
        now = end;
    }

    /** Does something as soon as so much time has passed. */
    void after(Duration duration, Runnable what) {
        events.add(new Event(now.plus(duration), numbers++, what));
    }
}
