package io.jststream.producer.sweep;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The known records that the last complete sweeps did not see.
 *
 * @param sweeps for each of their keys, how many complete sweeps in a row did not see it
 * @param hold what does not count as gone although it is time; nothing where all is well
 */
record Absences(Map<String, Integer> sweeps, Optional<Hold> hold) {
    static final Absences NONE = new Absences(Map.of(), Optional.empty());

    Absences {
        sweeps = Map.copyOf(sweeps);
    }

    /**
     * A sweep's absences that wait for an operator.
     *
     * @param sweep the sweep that was held first: what an operator's order names
     * @param since complete sweeps since then, by which the keys that were held are told from later ones
     */
    record Hold(String sweep, int since) {
        boolean isMeantBy(Order order) {
            return order.sweep().equals(sweep);
        }
    }

    /** Without the records that have been seen. */
    Absences without(Predicate<String> seen) {
        if (sweeps.keySet().stream().noneMatch(seen)) {
            return this;
        }
        Map<String, Integer> left = new HashMap<>(sweeps);
        left.keySet().removeIf(seen);
        return new Absences(left, hold);
    }

    /** After another complete sweep, which did not see these. */
    Absences confirmed(Collection<String> absent) {
        Map<String, Integer> more = new HashMap<>();
        absent.forEach(key -> more.put(key, sweeps.getOrDefault(key, 0) + 1));
        return new Absences(more, hold.map(held -> new Hold(held.sweep(), held.since() + 1)));
    }

    Absences withHold(Optional<Hold> now) {
        return new Absences(sweeps, now);
    }

    /** Keys that were absent in so many sweeps or more, in order. */
    List<String> absentFor(int sweepsInARow) {
        return sweeps.entrySet().stream()
                .filter(entry -> entry.getValue() >= sweepsInARow)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
