package io.jststream.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every call as the server saw it, so that tests can count what really arrived. Thread-safe; keeps the last 100,000. */
public final class Journal {
    private static final int MOST = 100_000;

    private final Deque<Entry> entries = new ArrayDeque<>();

    /**
     * One call.
     *
     * @param page the page that it asked for, or 0
     * @param status HTTP status of the answer; 0 where the connection was closed instead
     * @param code business code of the answer, -1 where it was no JSON
     */
    public record Entry(Instant at, String path, int page, int status, int code) {}

    synchronized void add(Entry entry) {
        entries.addLast(entry);
        if (entries.size() > MOST) {
            entries.removeFirst();
        }
    }

    /** All calls, the first first. */
    public synchronized List<Entry> calls() {
        return List.copyOf(entries);
    }

    /** All calls of one API. */
    public List<Entry> callsTo(String path) {
        return calls().stream().filter(entry -> entry.path().equals(path)).toList();
    }

    /** How often each code was answered. */
    public Map<Integer, Long> countByCode() {
        Map<Integer, Long> counts = new TreeMap<>();
        calls().forEach(entry -> counts.merge(entry.code(), 1L, Long::sum));
        return counts;
    }

    /** The most calls of one API that arrived in any window of that length. */
    public int mostInAny(Duration window, String path) {
        List<Instant> calls = callsTo(path).stream().map(Entry::at).sorted().toList();
        int most = 0;
        int first = 0;
        for (int last = 0; last < calls.size(); last++) {
            while (!calls.get(first).plus(window).isAfter(calls.get(last))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
