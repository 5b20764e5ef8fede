package io.jststream.connect;

import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.jststream.service.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes topics, tables and connectors for the whole catalog, then ends; with {@code --topics} the topics alone. */
final class SetupMain {
    private static final Logger LOG = LoggerFactory.getLogger(SetupMain.class);
    private static final String TOPICS = "--topics";

    private SetupMain() {}

    public static void main(String[] args) {
        System.exit(Program.run((settings, stop) -> {
            if (args.length > 0 && !List.of(args).equals(List.of(TOPICS))) {
                throw new OperatorException(
                        ExitCode.BAD_CONFIGURATION,
                        "found " + String.join(" ", args) + ", expected nothing or " + TOPICS);
            }
            Path folder = Path.of(settings.get(Setting.JST_CATALOG));
            List<Integration> catalog = Catalog.load(folder);
            Setup setup = new Setup(settings, catalog);
            setup.topics();
            if (args.length == 0) {
                setup.tables();
                update(setup.tableUpdate());
                setup.requireKeys();
                setup.connectors();
                new CatalogNote(settings, folder).write(catalog);
                warn(setup.otherSinks());
            }
            return ExitCode.OK;
        }));
    }

    /** What would lose something stays as it is and stops nothing: readers of the table may have good reasons for it. */
    private static void update(TableUpdate update) {
        String gained = update.gain();
        if (!gained.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue("changed", gained)
                    .log("Added to tables that exist what the catalog has; a replay gives rows that exist what is new");
        }
        Stream.concat(update.losses().stream(), update.laxities().stream())
                .forEach(difference -> LOG.atWarn()
                        .addKeyValue("difference", difference.line())
                        .log("A table that exists is not as the catalog has it and stays so;"
                                + " ./jst plan says more, ./jst apply --approve changes it"));
    }

    /** A table that gets nothing new any more looks like one where nothing happens. */
    private static void warn(List<String> otherSinks) {
        otherSinks.forEach(connector -> LOG.atWarn()
                .addKeyValue("connector", connector)
                .log("No file of the catalog has this connector, so its table gets nothing new."
                        + " Put the file back, called as its name: says and .yaml;"
                        + " or delete the connector too: docs/runbook.md, Taking an integration out"));
    }
}
