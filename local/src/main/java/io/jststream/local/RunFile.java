package io.jststream.local;

import io.jststream.service.Setting;
import io.jststream.service.Settings;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** Tells the command line where the parts of this run are, for as long as it runs: ports are other ones each time. */
final class RunFile implements AutoCloseable {
    private static final String NAME = "settings.properties";

    /** The simulator's credentials are no secret; a merchant's stay where they are. */
    private static final List<Setting> SIMULATOR =
            List.of(Setting.JST_BASE_URL, Setting.JST_APP_KEY, Setting.JST_APP_SECRET, Setting.JST_TOKEN_FILE);

    private final Path file;

    private RunFile(Path file) {
        this.file = file;
    }

    static RunFile write(Path folder, Settings settings, boolean simulated) throws IOException {
        Properties properties = new Properties();
        properties.putAll(LocalPlatform.variables(settings));
        if (simulated) {
            SIMULATOR.forEach(part -> properties.setProperty(part.name(), settings.get(part)));
        }
        Path file = folder.resolve(NAME);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, "The parts of the run that goes on");
        }
        return new RunFile(file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
