package io.jststream.connect;

import io.jststream.integration.Catalog;
import io.jststream.service.ExitCode;
import io.jststream.service.Program;
import io.jststream.service.Setting;
import java.nio.file.Path;

/** Makes topics, tables and connectors for the whole catalog, then ends. */
final class SetupMain {
    private SetupMain() {}

    public static void main(String[] args) {
        System.exit(Program.run((settings, stop) -> {
            Setup setup = new Setup(settings, Catalog.load(Path.of(settings.get(Setting.JST_CATALOG))));
            setup.topics();
            setup.tables();
            setup.connectors();
            return ExitCode.OK;
        }));
    }
}
