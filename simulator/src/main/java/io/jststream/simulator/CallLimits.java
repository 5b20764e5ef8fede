package io.jststream.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Sliding windows over the calls of the application (API: call rules). Refused calls count too. Thread-safe. */
final class CallLimits {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perSecond;
    private final int perMinute;
    private final InstantSource clock;
    private final Deque<Instant> calls = new ArrayDeque<>();

    CallLimits(int perSecond, int perMinute, InstantSource clock) {
        this.perSecond = perSecond;
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /** Counts a call; what it is refused with where there have been too many. */
    synchronized Optional<Reply> count() {
        Instant now = clock.instant();
        calls.addLast(now);
        while (!calls.getFirst().plus(MINUTE).isAfter(now)) {
            calls.removeFirst();
        }
        long lastSecond =
                calls.stream().filter(call -> call.plus(SECOND).isAfter(now)).count();
        if (lastSecond > perSecond) {
            return Optional.of(Reply.refused(199, "调用频次超过限制!请稍后再试"));
        }
        return calls.size() > perMinute ? Optional.of(Reply.refused(200, "调用频次超过限制!")) : Optional.empty();
    }
}
