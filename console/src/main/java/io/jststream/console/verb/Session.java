package io.jststream.console.verb;

import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
import io.jststream.service.Program;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a verb works with.
 *
 * @param answers where the answer goes, and nothing else: it may be JSON for a program
 * @param notes where a person is told meanwhile how it goes
 */
public record Session(Settings settings, Program.Stop stop, PrintStream answers, PrintStream notes) {
    /** Waits so long; an {@link InterruptedException} where the process is asked to stop. */
    public void sleep(Duration duration) throws InterruptedException {
        if (stop.await(Math.max(1, duration.toMillis()))) {
            throw new InterruptedException("asked to stop");
        }
    }

    /** The folder of the catalog. */
    public Path folder() {
        return Path.of(settings.get(Setting.JST_CATALOG));
    }

    /** All integrations of the catalog. */
    public List<Integration> catalog() {
        return Catalog.load(folder());
    }

    /** The integrations of these names, or all where there is no name. */
    public List<Integration> integrations(List<String> names) {
        List<Integration> catalog = catalog();
        if (names.isEmpty()) {
            return catalog;
        }
        return names.stream().map(name -> Catalog.named(name, catalog)).toList();
    }

    /** The integration of that name. */
    public Integration integration(String name) {
        return Catalog.named(name, catalog());
    }
}
