package io.jststream.bench.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Contenders that take turns, round after round, so that whatever else the machine does meets all of them: the order moves on by
 * one each round, and the first round warms up and does not count. Used by one thread.
 */
public final class Contest {
    private final Map<String, List<Reading>> readings = new LinkedHashMap<>();
    private boolean counts;

    /** One without turns: all that is taken counts. */
    public static Contest withoutRounds() {
        Contest contest = new Contest();
        contest.counts = true;
        return contest;
    }

    /** A contender's turn. */
    @FunctionalInterface
    public interface Turn {
        /** Measures, and says what it has measured by {@link Contest#take}. */
        void run(Contest contest) throws Exception;
    }

    /** Lets all of them take so many turns that count. */
    public void run(int rounds, List<Turn> turns) throws Exception {
        List<Turn> order = new ArrayList<>(turns);
        for (int round = 0; round <= rounds; round++) {
            counts = round > 0;
            for (Turn turn : order) {
                turn.run(this);
            }
            Collections.rotate(order, -1);
        }
    }

    /** One reading of what is called so; once a round. */
    public void take(String name, Reading reading) {
        System.out.printf(Locale.ROOT, "%s %,.0f/s%n", counts ? name : name + ", not counted:", reading.rate());
        List<Reading> all = readings.computeIfAbsent(name, unused -> new ArrayList<>());
        if (counts) {
            all.add(reading);
        }
    }

    /** The median of all turns. */
    public double rate(String name) {
        return median(of(name).stream().mapToDouble(Reading::rate).toArray());
    }

    /** From the slowest to the fastest turn, as a share of the median. */
    public double spread(String name) {
        double[] rates = of(name).stream().mapToDouble(Reading::rate).sorted().toArray();
        return (rates[rates.length - 1] - rates[0]) / rate(name);
    }

    /** How much faster the one is than the other: the median of what each round says. */
    public double ratio(String name, String base) {
        List<Reading> ours = of(name);
        List<Reading> theirs = of(base);
        double[] ratios = new double[ours.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ours.get(i).rate() / theirs.get(i).rate();
        }
        return median(ratios);
    }

    /** All contenders, each beside another one. */
    public List<String> table(String unit, String heading, UnaryOperator<String> base) {
        List<String> lines = new ArrayList<>();
        lines.add("| | " + unit + "/s | spread | turns | beside " + heading + " | cores busy | busiest |");
        lines.add("|---|---:|---:|---:|---:|---:|---|");
        for (String name : readings.keySet()) {
            lines.add("| %s | %,.0f | %.0f %% | %d | %.2f | %.2f | %s |"
                    .formatted(
                            name,
                            rate(name),
                            spread(name) * 100,
                            of(name).size(),
                            ratio(name, base.apply(name)),
                            median(of(name).stream().mapToDouble(Reading::cores).toArray()),
                            busiest(name)));
        }
        return lines;
    }

    /** Who used most, and how much of a core that was: where one thread has nearly all of one, it is what all wait for. */
    private String busiest(String name) {
        Reading last = of(name).get(of(name).size() - 1);
        Map.Entry<String, Double> busiest = last.cpu().busiest();
        return "%s, %.2f".formatted(busiest.getKey(), busiest.getValue() / last.seconds());
    }

    /** Where processor time went, in microseconds a record: the medians of what each group of threads used. */
    public List<String> whereTimeWent(String unit, List<String> names) {
        List<String> groups = names.stream()
                .flatMap(name -> of(name).stream())
                .flatMap(reading -> reading.cpu().seconds().keySet().stream())
                .distinct()
                .filter(group -> names.stream().anyMatch(name -> micros(name, group) >= 0.05))
                .sorted()
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add("| µs of a core a " + unit + " | " + String.join(" | ", groups) + " | all |");
        lines.add("|---|" + "---:|".repeat(groups.size() + 1));
        for (String name : names) {
            StringBuilder line = new StringBuilder("| ").append(name);
            groups.forEach(group -> line.append(" | %.1f".formatted(micros(name, group))));
            lines.add(line.append(" | %.1f |".formatted(micros(name))).toString());
        }
        return lines;
    }

    /** Processor time of one record, with everything that takes part. */
    public double micros(String name) {
        return median(of(name).stream()
                .mapToDouble(reading -> reading.cpu().total() * 1e6 / reading.records())
                .toArray());
    }

    /** What that group of threads used of it. */
    public double micros(String name, String group) {
        return median(of(name).stream()
                .mapToDouble(reading -> reading.cpu().seconds().getOrDefault(group, 0.0) * 1e6 / reading.records())
                .toArray());
    }

    private List<Reading> of(String name) {
        List<Reading> found = readings.getOrDefault(name, List.of());
        if (found.isEmpty()) {
            throw new IllegalStateException("nothing was measured of " + name);
        }
        return found;
    }

    /** The one in the middle, or half-way between the two. */
    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
