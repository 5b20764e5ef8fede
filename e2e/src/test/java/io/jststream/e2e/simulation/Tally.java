package io.jststream.e2e.simulation;

import java.util.Map;
import java.util.TreeMap;

/** Counts what happened in runs, and the most of what was measured. */
final class Tally {
    private final Map<String, Long> sums = new TreeMap<>();
    private final Map<String, Long> most = new TreeMap<>();

    Tally() {}

    Tally(Map<String, Long> sums, Map<String, Long> most) {
        this.sums.putAll(sums);
        this.most.putAll(most);
    }

    void count(String what) {
        count(what, 1);
    }

    void count(String what, long amount) {
        sums.merge(what, amount, Long::sum);
    }

    void most(String what, long amount) {
        most.merge(what, amount, Math::max);
    }

    void add(Tally other) {
        other.sums.forEach(this::count);
        other.most.forEach(this::most);
    }

    long sum(String what) {
        return sums.getOrDefault(what, 0L);
    }

    long most(String what) {
        return most.getOrDefault(what, 0L);
    }

    Map<String, Long> sums() {
        return Map.copyOf(sums);
    }

    Map<String, Long> most() {
        return Map.copyOf(most);
    }
}
