package io.jststream.local;

import io.jststream.integration.Integration;
import io.jststream.producer.turn.SweepListener;
import io.jststream.producer.turn.SweepReport;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers how the first sweep of each account's integrations went, and hands on what it hears. Thread-safe. */
final class FirstSweeps implements SweepListener {
    private final Set<Reading> expected = new LinkedHashSet<>();
    private final SweepListener next;
    private final Map<Reading, SweepReport> reports = new ConcurrentHashMap<>();
    private volatile long endedAt;

    private record Reading(String account, String integration) {}

    /** @param accounts each with the integrations that it fills */
    FirstSweeps(Map<String, List<Integration>> accounts, SweepListener next) {
        accounts.forEach((account, integrations) ->
                integrations.forEach(integration -> expected.add(new Reading(account, integration.name()))));
        this.next = next;
    }

    @Override
    public void pageRead(String integration, int page, int records) {
        next.pageRead(integration, page, records);
    }

    @Override
    public void ended(SweepReport report) {
        remember(report);
        next.ended(report);
    }

    private synchronized void remember(SweepReport report) {
        if (!ended()) {
            endedAt = System.nanoTime();
            reports.putIfAbsent(new Reading(report.account(), report.integration()), report);
        }
    }

    /** Whether an account fills that integration. */
    boolean expects(Integration integration) {
        return expected.stream().anyMatch(reading -> reading.integration().equals(integration.name()));
    }

    /** Whether every account has swept each of its integrations once, however it went. */
    boolean ended() {
        return reports.keySet().containsAll(expected);
    }

    /** How that integration's first sweeps went, of each account that has ended its own. */
    List<SweepReport> reports(String integration) {
        return expected.stream()
                .filter(reading -> reading.integration().equals(integration))
                .map(reports::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** When the last of the first sweeps ended, as {@link System#nanoTime}. */
    long endedAt() {
        return endedAt;
    }

    double secondsSinceEnd() {
        return (System.nanoTime() - endedAt) / 1e9;
    }
}
