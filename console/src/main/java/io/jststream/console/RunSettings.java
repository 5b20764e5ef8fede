package io.jststream.console;

import io.jststream.service.Setting;
import io.jststream.service.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Where the parts of a {@code make run} on this machine are, while there is one: it leaves a file that says so. */
final class RunSettings {
    /** As {@code make run} writes it, below its data folder. */
    private static final String FILE = "settings.properties";

    private RunSettings() {}

    /** These settings, completed from the file where there is one; what the environment sets wins. */
    static Settings of(Settings settings) throws IOException {
        Path file = Path.of(settings.get(Setting.JST_LOCAL_DATA), FILE);
        if (!Files.isReadable(file)) {
            return settings;
        }
        Properties run = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            run.load(reader);
        }
        Map<String, String> missing = new HashMap<>();
        run.stringPropertyNames().stream()
                .filter(name -> !settings.isSet(name))
                .forEach(name -> missing.put(name, run.getProperty(name)));
        return settings.with(missing);
    }
}
