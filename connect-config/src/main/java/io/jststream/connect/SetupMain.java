package io.jststream.connect;

import io.jststream.integration.Catalog;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.jststream.service.Setting;
import java.nio.file.Path;
import java.util.List;

/** Makes topics, tables and connectors for the whole catalog, then ends; with {@code --topics} the topics alone. */
final class SetupMain {
    private static final String TOPICS = "--topics";

    private SetupMain() {}

    public static void main(String[] args) {
        System.exit(Program.run((settings, stop) -> {
            if (args.length > 0 && !List.of(args).equals(List.of(TOPICS))) {
                throw new OperatorException(
                        ExitCode.BAD_CONFIGURATION,
                        "found " + String.join(" ", args) + ", expected nothing or " + TOPICS);
            }
            Setup setup = new Setup(settings, Catalog.load(Path.of(settings.get(Setting.JST_CATALOG))));
            setup.topics();
            if (args.length == 0) {
                setup.tables();
                setup.connectors();
            }
            return ExitCode.OK;
        }));
    }
}
