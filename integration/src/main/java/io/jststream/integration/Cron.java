package io.jststream.integration;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/** Turns at times of Beijing's wall clock, as a line of Unix's cron says them: minute, hour, day, month, weekday. */
public final class Cron implements Schedule {
    /** What the API's own times are in; it has had no summer time since 1991. */
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
    /** Turns that are looked at to find the shortest time between two: from a day that was no special one. */
    private static final int LOOKED_AT = 100;

    private static final Instant SOME_DAY = Instant.parse("2026-03-02T00:00:00Z");

    private final String text;
    private final ExecutionTime times;
    private final Duration shortest;

    private Cron(String text, ExecutionTime times) {
        this.text = text;
        this.times = times;
        this.shortest = shortestOf(times);
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
        return times.nextExecution(after.atZone(BEIJING)).orElseThrow().toInstant();
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

    private static Duration shortestOf(ExecutionTime times) {
        Duration shortest = Duration.ofDays(366);
        ZonedDateTime turn = SOME_DAY.atZone(BEIJING);
        for (int i = 0; i < LOOKED_AT; i++) {
            ZonedDateTime next = times.nextExecution(turn).orElseThrow();
            Duration between = Duration.between(turn, next);
            shortest = i > 0 && between.compareTo(shortest) < 0 ? between : shortest;
            turn = next;
        }
        return shortest;
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
