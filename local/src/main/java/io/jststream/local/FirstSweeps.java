package io.jststream.local;

import io.jststream.producer.turn.SweepListener;
import io.jststream.producer.turn.SweepReport;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers how each integration's first sweep went, and hands on what it hears. Thread-safe. */
final class FirstSweeps implements SweepListener {
    private final int integrations;
    private final SweepListener next;
    private final Map<String, SweepReport> reports = new ConcurrentHashMap<>();
    private volatile long endedAt;

    FirstSweeps(int integrations, SweepListener next) {
        this.integrations = integrations;
        this.next = next;
    }

    @Override
    public void pageRead(String integration, int page, int records) {
        next.pageRead(integration, page, records);
    }

    @Override
    public void ended(SweepReport report) {
        if (reports.size() < integrations) {
            endedAt = System.nanoTime();
            reports.putIfAbsent(report.integration(), report);
        }
        next.ended(report);
    }

    /** Whether every integration has been swept once, however it went. */
    boolean ended() {
        return reports.size() >= integrations;
    }

    /** How that integration's first sweep went; it must have ended. */
    SweepReport report(String integration) {
        return Objects.requireNonNull(reports.get(integration), integration);
    }

    /** When the last of the first sweeps ended, as {@link System#nanoTime}. */
    long endedAt() {
        return endedAt;
    }

    double secondsSinceEnd() {
        return (System.nanoTime() - endedAt) / 1e9;
    }
}
