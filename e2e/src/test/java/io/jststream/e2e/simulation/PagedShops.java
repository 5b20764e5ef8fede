package io.jststream.e2e.simulation;

import io.jststream.integration.Catalog;
import io.jststream.integration.Cron;
import io.jststream.integration.Integration;
import io.jststream.integration.Schedule;
import io.jststream.integration.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The catalog's shops, with pages of another size and other turns. */
final class PagedShops {
    private PagedShops() {}

    static Integration of(int pageSize, Duration every, Optional<Cron> repair) {
        Integration shops = Catalog.load(Path.of("..", "catalog")).stream()
                .filter(integration -> integration.name().equals("shops"))
                .findFirst()
                .orElseThrow();
        Source source = shops.source();
        return new Integration(
                shops.name(),
                shops.title(),
                new Source(
                        source.api(),
                        List.of(
                                new Source.RequestField("page_index", "1"),
                                new Source.RequestField("page_size", Integer.toString(pageSize))),
                        source.records(),
                        source.key(),
                        source.read(),
                        new Schedule.Every(every),
                        repair,
                        source.gone()),
                shops.target());
    }
}
