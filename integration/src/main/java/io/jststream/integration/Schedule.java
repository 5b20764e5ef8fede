package io.jststream.integration;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** When an integration is read: a turn so often, or turns at times of the day. */
public sealed interface Schedule permits Schedule.Every, Cron {
    /** When the next turn is, after one that began then. */
    Instant next(Instant after);

    /** When the last turn was due, now or before; that of {@link Every} is as long ago as it can be. */
    Instant last(Instant now);

    /** The shortest time between two turns. */
    Duration shortest();

    /** Turns in an hour: in the fullest one where that has several, else in an hour of all of them taken together. */
    double turnsInAnHour();

    /** As the catalog writes it. */
    String text();

    /** How long ago a turn was due that was not the last one, nor the one before. */
    default Duration threeTurns(Instant now) {
        Instant third = last(last(last(now).minusMillis(1)).minusMillis(1));
        return Duration.between(third, now);
    }

    /** So long from start to start. */
    record Every(Duration every) implements Schedule {
        @Override
        public Instant next(Instant after) {
            return after.plus(every);
        }

        @Override
        public Instant last(Instant now) {
            return now.minus(every);
        }

        @Override
        public Duration shortest() {
            return every;
        }

        @Override
        public double turnsInAnHour() {
            return (double) Duration.ofHours(1).toMillis() / every.toMillis();
        }

        @Override
        public Duration threeTurns(Instant now) {
            return every.multipliedBy(3);
        }

        @Override
        public String text() {
            return every.toString().substring(2).toLowerCase(Locale.ROOT);
        }
    }
}
