package io.jststream.bench.report;

import java.util.List;
import java.util.Map;

/**
 * What a stage has to say in the report.
 *
 * @param measured when, and how busy the machine was with other things before
 * @param lines Markdown
 * @param targets what was to be reached
 * @param micros processor time of one row, by stage, for the rule of thumb
 */
public record Section(
        String title, String measured, List<String> lines, List<Target> targets, Map<String, Double> micros) {
    public Section {
        lines = List.copyOf(lines);
        targets = List.copyOf(targets);
        micros = Map.copyOf(micros);
    }

    /** What a stage has to say where something is missing that it takes. */
    public static Section without(String missing, String title, String measured) {
        System.out.println("not measured: " + missing);
        return new Section(title, measured, List.of("Not measured here: " + missing + "."), List.of(), Map.of());
    }

    /** Something that was to be reached, and what was measured. */
    public record Target(String what, String wanted, String measured, boolean met) {
        /** Reached by what is as large, or larger. */
        public static Target atLeast(String what, double wanted, double measured) {
            return new Target(what, "≥ %.2f".formatted(wanted), "%.2f".formatted(measured), measured >= wanted);
        }

        /** Reached by what is as small, or smaller. */
        public static Target atMost(String what, double wanted, double measured) {
            return new Target(what, "≤ %.2f".formatted(wanted), "%.2f".formatted(measured), measured <= wanted);
        }
    }
}
