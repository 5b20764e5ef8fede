package io.jststream.bench.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a number of samples says: whose code threads were in, and in which methods most. */
record Hotspots(List<Sample> samples) {
    private static final int HOTTEST = 5;

    Hotspots {
        samples = List.copyOf(samples);
    }

    /** Two tables. */
    List<String> tables() {
        List<String> lines = new ArrayList<>();
        lines.add("| whose code | share of samples |");
        lines.add("|---|---:|");
        lines.addAll(rows(Sample::party, Integer.MAX_VALUE));
        lines.add("");
        lines.add("| hottest methods | share of samples |");
        lines.add("|---|---:|");
        lines.addAll(rows(sample -> "`" + sample.method() + "`", HOTTEST));
        return lines;
    }

    /** The largest shares first; those that are equal, by name. */
    private List<String> rows(Function<Sample, String> of, int most) {
        Map<String, Long> counts =
                samples.stream().collect(Collectors.groupingBy(of, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(most)
                .map(entry -> "| %s | %.1f %% |".formatted(entry.getKey(), 100.0 * entry.getValue() / samples.size()))
                .toList();
    }
}
