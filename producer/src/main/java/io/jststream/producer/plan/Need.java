package io.jststream.producer.plan;

import io.jststream.integration.Integration;
import io.jststream.integration.Source;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What one integration needs of an account's quota.
 *
 * @param every time between two turns
 * @param callsPerTurn calls of one turn, at least 1
 * @param measured whether the ledger says so; else it is estimated
 */
record Need(String integration, Duration every, double callsPerTurn, boolean measured) {
    /** Records of a list that has not been read yet. */
    private static final int RECORDS = 3_000;
    /** Records that change in a day where changes are read, as long as none has been read. */
    private static final int CHANGES_A_DAY = 10_000;

    private static final double HOUR = Duration.ofHours(1).toMillis();

    static Need of(Integration integration, String account, TurnCalls known) {
        Source source = integration.source();
        boolean sweep = source.read() instanceof Source.Read.Sweep;
        OptionalDouble calls =
                sweep ? known.last(account, integration.name()) : known.usual(account, integration.name());
        double estimate = sweep ? pages(source, RECORDS) : changes(source);
        return new Need(integration.name(), source.every(), Math.max(1, calls.orElse(estimate)), calls.isPresent());
    }

    double turnsPerHour() {
        return HOUR / every.toMillis();
    }

    double callsPerHour() {
        return turnsPerHour() * callsPerTurn;
    }

    private static double pages(Source source, int records) {
        return Math.ceil((double) records / source.pageSize());
    }

    /** One call for each value of {@code for_each}, and one for each page of changes. */
    private static double changes(Source source) {
        double turnsPerDay = 24 * HOUR / source.every().toMillis();
        return source.read().forEach().values().size() + CHANGES_A_DAY / turnsPerDay / source.pageSize();
    }
}
