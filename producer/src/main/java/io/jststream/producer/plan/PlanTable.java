package io.jststream.producer.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Plans as a table for people. */
public final class PlanTable {
    private static final List<String> HEADING = List.of(
            "account",
            "integration",
            "every",
            "calls a turn",
            "calls an hour",
            "of the quota",
            "shortest every",
            "calls are of");

    private PlanTable() {}

    /** The lines, a heading first and the warnings last. */
    public static List<String> of(List<QuotaPlan> plans) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADING);
        plans.forEach(plan -> rows.addAll(plan.rows()));
        List<String> lines = new ArrayList<>(rows.stream()
                .map(row -> IntStream.range(0, HEADING.size())
                        .mapToObj(column -> padded(row.get(column), width(rows, column)))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .toList());
        plans.forEach(plan -> plan.warning().ifPresent(lines::add));
        return lines;
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
