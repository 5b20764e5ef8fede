package io.jststream.e2e.simulation;

import io.jststream.producer.api.CallLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The calls of the last minute, which outlive the processes that made them: stands for the topic {@code jst.calls}. */
final class InMemoryCalls implements CallLog {
    private static final Duration KEPT = Duration.ofSeconds(62);

    private final Deque<Instant> calls = new ArrayDeque<>();
    private final VirtualTime time;
    private final Fate fate;

    InMemoryCalls(VirtualTime time, Fate fate) {
        this.time = time;
        this.fate = fate;
    }

    @Override
    public List<Duration> lastMinute() {
        fate.point("before reading the calls");
        forgetOld();
        return calls.stream()
                .map(call -> Duration.between(call, time.instant()))
                .toList();
    }

    @Override
    public void add() {
        fate.point("before noting a call");
        forgetOld();
        calls.addLast(time.instant());
        fate.point("after noting a call");
    }

    private void forgetOld() {
        while (!calls.isEmpty() && calls.getFirst().plus(KEPT).isBefore(time.instant())) {
            calls.removeFirst();
        }
    }
}
