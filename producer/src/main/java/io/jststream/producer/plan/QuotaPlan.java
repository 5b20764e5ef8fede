package io.jststream.producer.plan;

import io.jststream.integration.Integration;
import io.jststream.integration.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an account's integrations need of its quota together, and how often each may be read.
 *
 * @param perSecond calls in any second
 * @param perMinute calls in any minute
 */
public record QuotaPlan(String account, int perSecond, int perMinute, List<Need> needs) {
    /** Share of the quota that turns may use: what is left is for readings that are repeated, and for failed attempts. */
    private static final double SAFE = 0.8;

    public QuotaPlan {
        needs = List.copyOf(needs);
    }

    /**
     * What an account's integrations need.
     *
     * @param known calls of earlier turns
     */
    public static QuotaPlan of(
            String account, int perSecond, int perMinute, List<Integration> integrations, TurnCalls known) {
        return new QuotaPlan(
                account,
                perSecond,
                perMinute,
                integrations.stream()
                        .map(integration -> Need.of(integration, account, known))
                        .toList());
    }

    /** Part of the quota that is needed; more than 1 where it is not enough. */
    public double share() {
        return needs.stream().mapToDouble(Need::callsPerHour).sum() / mostPerHour();
    }

    /** The shortest {@code every} of one integration while the others stay as they are; nothing where they leave no room. */
    Optional<Duration> shortest(Need need) {
        double others = needs.stream()
                .filter(other -> !other.equals(need))
                .mapToDouble(Need::callsPerHour)
                .sum();
        double left = SAFE * mostPerHour() - others - need.repairsPerHour();
        if (left <= 0) {
            return Optional.empty();
        }
        double seconds = Math.max(need.callsPerTurn() * 3600 / left, need.callsPerTurn() / perSecond);
        return Optional.of(Duration.ofSeconds((long) Math.ceil(seconds)));
    }

    /** Why this catalog cannot be kept, for a person; nothing where it can. */
    public Optional<String> warning() {
        if (share() <= 1) {
            return Optional.empty();
        }
        return Optional.of("account " + account + ": the catalog needs " + rounded(callsPerHour())
                + " calls an hour, the quota allows " + rounded(mostPerHour()) + " (" + percent(share())
                + "); turns will come later than every: says. Make each every: "
                + "%.1f times as long, or raise the quota (calls_per_minute) if the merchant has a larger one: "
                        .formatted(share() / SAFE)
                + needs.stream()
                        .map(need -> need.integration() + " needs " + percent(need.callsPerHour() / mostPerHour()))
                        .collect(Collectors.joining(", ")));
    }

    /** A line for each integration, and one for all together where there are several. */
    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        needs.forEach(need -> rows.add(List.of(
                account,
                need.integration(),
                need.schedule() instanceof Schedule.Every every
                        ? text(every.every())
                        : need.schedule().text(),
                "%.1f".formatted(need.callsPerTurn()),
                rounded(need.callsPerHour()),
                percent(need.callsPerHour() / mostPerHour()),
                shortest(need).map(QuotaPlan::text).orElse("-"),
                need.measured() ? "last turns" : "estimate")));
        if (needs.size() > 1) {
            rows.add(List.of(account, "all", "", "", rounded(callsPerHour()), percent(share()), "", ""));
        }
        return rows;
    }

    private double callsPerHour() {
        return needs.stream().mapToDouble(Need::callsPerHour).sum();
    }

    private double mostPerHour() {
        return perMinute * 60.0;
    }

    private static String rounded(double number) {
        return Long.toString(Math.round(number));
    }

    private static String percent(double share) {
        return "%.1f%%".formatted(share * 100);
    }

    /** As the catalog writes it. */
    private static String text(Duration duration) {
        if (duration.toSecondsPart() == 0 && duration.toMinutes() > 0) {
            return duration.toMinutes() + "m";
        }
        return duration.toSeconds() + "s";
    }
}
