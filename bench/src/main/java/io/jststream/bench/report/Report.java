package io.jststream.bench.report;

import io.jststream.bench.report.Section.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page that a run writes. */
public final class Report {
    private static final List<Integer> RATES = List.of(10, 1_000, 100_000);
    private static final List<String> STAGES = List.of("producer", "transformer", "sink");

    private Report() {}

    /** The page of those sections, in their order; the command is the one that has measured them. */
    public static String of(List<Measurement> measurements, String command) {
        Machines machines = Machines.of(measurements);
        List<String> lines = new ArrayList<>();
        lines.add("# How fast it is");
        lines.add("");
        lines.add(
                "Written by `%s`; not to be edited. `make bench QUICK=1` measures less, and neither MySQL, replays, the quota, the start nor memory, in five minutes."
                        .formatted(command));
        lines.add(
                "What counts are ratios: contenders take turns on one machine, round after round, and a contender that runs twice");
        lines.add(
                "(\"again\") shows how much is noise. A figure is the median of all its turns, \"spread\" what lies between its slowest and");
        lines.add("its fastest one, as a share of it. The first round warms up and does not count.");
        lines.add(
                "\"Cores busy\" counts everything that takes part, on all cores; \"busiest\" is the group of threads that used most, and how");
        lines.add("much of a core: one thread that has nearly all of a core is what the others wait for.");
        lines.add("");
        lines.addAll(machines.table());
        lines.add("");
        lines.addAll(targets(measurements, machines));
        for (Measurement measurement : measurements) {
            Section section = measurement.section();
            lines.add("");
            lines.add("## " + section.title());
            lines.add("");
            lines.add(section.measured()
                    + machines.name(measurement)
                            .map(name -> " On " + name + ".")
                            .orElse(""));
            lines.add("");
            lines.addAll(section.lines());
        }
        lines.addAll(sizing(measurements, machines));
        lines.add("");
        return String.join("\n", lines);
    }

    private static List<String> targets(List<Measurement> measurements, Machines machines) {
        List<String> lines = new ArrayList<>();
        lines.add("## What was to be reached");
        lines.add("");
        lines.add("| | wanted | measured | |");
        lines.add("|---|---:|---:|---|");
        for (Measurement measurement : measurements) {
            String machine = behindComma(measurement, machines);
            for (Target target : measurement.section().targets()) {
                lines.add("| %s | %s | %s | %s |"
                        .formatted(
                                target.what(),
                                target.wanted(),
                                target.measured(),
                                (target.met() ? "reached" : "**missed**") + machine));
            }
        }
        return lines;
    }

    private static String behindComma(Measurement measurement, Machines machines) {
        return machines.name(measurement).map(name -> ", " + name).orElse("");
    }

    /** Cores by rate, from the processor time of a row: a floor, since nobody fills a core to the last microsecond. */
    private static List<String> sizing(List<Measurement> measurements, Machines machines) {
        Map<String, Double> micros = new LinkedHashMap<>();
        for (Measurement measurement : measurements) {
            String machine = behindComma(measurement, machines);
            measurement.section().micros().forEach((stage, cost) -> {
                if (STAGES.contains(stage)) {
                    micros.put(stage + machine, cost);
                }
            });
        }
        if (micros.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("## How large a machine");
        lines.add("");
        lines.add(
                "Cores that are busy at so many rows a second, all new, from the processor time of a row above (stage, its share of");
        lines.add(
                "broker and database, garbage collection). A floor: leave as much again for bursts. The API's quota gives one account");
        lines.add("167 rows a second; more come from several accounts, or from a replay.");
        lines.add("");
        lines.add("| | µs a row | 10 rows/s | 1,000 rows/s | 100,000 rows/s |");
        lines.add("|---|---:|---:|---:|---:|");
        micros.forEach((stage, cost) -> {
            StringBuilder line = new StringBuilder("| %s | %.1f".formatted(stage, cost));
            RATES.forEach(rate -> line.append(" | %.4f".formatted(rate * cost / 1e6)));
            lines.add(line.append(" |").toString());
        });
        return lines;
    }
}
