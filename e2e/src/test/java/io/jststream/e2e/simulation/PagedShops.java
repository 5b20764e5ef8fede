package io.jststream.e2e.simulation;

import io.jststream.integration.Cron;
import io.jststream.integration.Integration;
import io.jststream.integration.Schedule;
import io.jststream.integration.SweepRules;
import io.jststream.integration.catalog.Catalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The catalog's shops, with pages of another size and other turns. */
final class PagedShops {
    private PagedShops() {}

    static Integration of(int pageSize, Duration every, Optional<Cron> repair, SweepRules rules) {
        Integration shops = Catalog.load(Path.of("..", "catalog")).stream()
                .filter(integration -> integration.name().equals("shops"))
                .findFirst()
                .orElseThrow();
        return shops.withSource(shops.source()
                .withPageSize(pageSize)
                .withSchedule(new Schedule.Every(every), repair)
                .withRules(rules));
    }
}
