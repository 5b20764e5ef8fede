package io.jststream.integration;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Turns at times of Beijing's wall clock, as a line of Unix's cron says them: minute, hour, day, month, weekday. */
public final class Cron implements Schedule {
    /** What the API's own times are in; it has had no summer time since 1991. */
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
    /** Turns that are looked at to find how often they come: from a day that was no special one. */
    private static final int LOOKED_AT = 100;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant SOME_DAY = Instant.parse("2026-03-02T00:00:00Z");

    private final String text;
    private final ExecutionTime times;
    private final Duration shortest;
    private final double turnsInAnHour;
    /** Whoever waits for a turn asks for the same one again and again, and the library takes its time. */
    private volatile Found found = new Found(Instant.MIN, Instant.MIN);

    /** The turn after another. */
    private record Found(Instant after, Instant next) {}

    private Cron(String text, ExecutionTime times) {
        this.text = text;
        this.times = times;
        List<Instant> turns =
                Stream.iterate(next(SOME_DAY), this::next).limit(LOOKED_AT).toList();
        this.shortest = IntStream.range(1, LOOKED_AT)
                .mapToObj(turn -> Duration.between(turns.get(turn - 1), turns.get(turn)))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        this.turnsInAnHour = turnsInAnHour(turns);
    }

    /** Parses a line; {@code IllegalArgumentException} says what is wrong with it. */
    public static Cron of(String text) {
        ExecutionTime times = ExecutionTime.forCron(
                new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(text));
        if (times.nextExecution(SOME_DAY.atZone(BEIJING)).isEmpty()) {
            throw new IllegalArgumentException("there is no such day");
        }
        return new Cron(text.strip().replaceAll("\\s+", " "), times);
    }

    @Override
    public Instant next(Instant after) {
        Found last = found;
        if (!last.after().equals(after)) {
            last = new Found(
                    after,
                    times.nextExecution(after.atZone(BEIJING)).orElseThrow().toInstant());
            found = last;
        }
        return last.next();
    }

    @Override
    public Instant last(Instant now) {
        // The library's last is one before; this one may be now.
        return times.lastExecution(now.plusMillis(1).atZone(BEIJING))
                .orElseThrow()
                .toInstant();
    }

    @Override
    public Duration shortest() {
        return shortest;
    }

    @Override
    public double turnsInAnHour() {
        return turnsInAnHour;
    }

    @Override
    public String text() {
        return text;
    }

    /** The next turns as people read them, in Beijing time. */
    public List<String> upcoming(Instant now, int turns) {
        return Stream.iterate(next(now), this::next)
                .limit(turns)
                .map(turn -> SHOWN.format(turn.atZone(BEIJING)))
                .toList();
    }

    private static double turnsInAnHour(List<Instant> turns) {
        int most = 1;
        int first = 0;
        for (int last = 0; last < turns.size(); last++) {
            while (!turns.get(first).plus(HOUR).isAfter(turns.get(last))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        Duration all = Duration.between(turns.get(0), turns.get(turns.size() - 1));
        return most > 1 ? most : (turns.size() - 1.0) * HOUR.toMillis() / all.toMillis();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cron cron && cron.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
