package io.jststream.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The machines that measurements are of: one as a rule; several have letters. */
record Machines(List<Map<String, String>> machines) {
    Machines {
        machines = List.copyOf(machines);
    }

    static Machines of(List<Measurement> measurements) {
        return new Machines(
                measurements.stream().map(Measurement::machine).distinct().toList());
    }

    /** What the one of a measurement is called; empty where there is no other. */
    Optional<String> name(Measurement measurement) {
        return name(machines.indexOf(measurement.machine()));
    }

    private Optional<String> name(int number) {
        return machines.size() == 1 ? Optional.empty() : Optional.of("machine " + (char) ('A' + number));
    }

    /** What they are, side by side. */
    List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(row(
                "",
                IntStream.range(0, machines.size())
                        .mapToObj(number -> name(number).orElse(""))));
        lines.add("|---|" + "---|".repeat(machines.size()));
        Set<String> facts = new LinkedHashSet<>();
        machines.forEach(machine -> facts.addAll(machine.keySet()));
        for (String fact : facts) {
            lines.add(row(fact, machines.stream().map(machine -> machine.getOrDefault(fact, ""))));
        }
        return lines;
    }

    private static String row(String first, Stream<String> others) {
        return others.collect(Collectors.joining(" | ", "| " + first + " | ", " |"));
    }
}
