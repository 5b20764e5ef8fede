package io.jststream.producer.plan;

import io.jststream.integration.Integration;
import io.jststream.integration.Schedule;
import io.jststream.integration.Source;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What one integration needs of an account's quota.
 *
 * @param callsPerTurn calls of one turn, at least 1
 * @param repairsPerHour calls of repairs in an hour, all hours taken together
 * @param measured whether the ledger says what a turn takes; else it is estimated
 */
record Need(String integration, Schedule schedule, double callsPerTurn, double repairsPerHour, boolean measured) {
    /** Records of a list that has not been read yet. */
    private static final int RECORDS = 3_000;
    /** Records that change in a day where changes are read, as long as none has been read. */
    private static final int CHANGES_A_DAY = 10_000;
    /** How far a repair reads back where the catalog does not say. */
    private static final Duration HISTORY = Duration.ofDays(30);

    static Need of(Integration integration, String account, TurnCalls known) {
        Source source = integration.source();
        boolean sweep = source.read() instanceof Source.Read.Sweep;
        OptionalDouble calls =
                sweep ? known.last(account, integration.name()) : known.usual(account, integration.name());
        double turn = Math.max(1, calls.orElse(sweep ? pages(source, RECORDS) : changes(source)));
        double repair = known.lastRepair(account, integration.name()).orElse(sweep ? turn : history(source));
        return new Need(
                integration.name(),
                source.schedule(),
                turn,
                source.repair().map(cron -> cron.turnsInAnHour() * repair).orElse(0.0),
                calls.isPresent());
    }

    double callsPerHour() {
        return schedule.turnsInAnHour() * callsPerTurn + repairsPerHour;
    }

    private static double pages(Source source, int records) {
        return Math.ceil((double) records / source.pageSize());
    }

    /** One call for each value of {@code for_each}, and one for each page of changes. */
    private static double changes(Source source) {
        double turnsPerDay = 24 * source.schedule().turnsInAnHour();
        return source.read().forEach().values().size() + CHANGES_A_DAY / turnsPerDay / source.pageSize();
    }

    private static double history(Source source) {
        Duration back = source.read() instanceof Source.Read.Window window ? window.history() : HISTORY;
        return source.read().forEach().values().size()
                + (double) CHANGES_A_DAY * back.toHours() / 24 / source.pageSize();
    }
}
