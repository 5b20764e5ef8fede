package io.jststream.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.jststream.service.Setting;
import io.jststream.service.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the command line finds a {@code make run} on this machine. */
class RunSettingsTest {
    @TempDir
    Path folder;

    @Test
    void completesWhatTheEnvironmentDoesNotSay() throws IOException {
        Files.writeString(
                folder.resolve("settings.properties"),
                "JST_CONNECT_URL=http\\://127.0.0.1\\:4711\nJST_MYSQL_USER=jst\nJST_CONNECTOR_A_B=x\n");
        Settings settings = RunSettings.of(
                Settings.from(Map.of("JST_LOCAL_DATA", folder.toString(), "JST_MYSQL_USER", "somebody")));

        assertEquals("http://127.0.0.1:4711", settings.get(Setting.JST_CONNECT_URL));
        assertEquals("somebody", settings.get(Setting.JST_MYSQL_USER));
        assertEquals("x", settings.connector().getProperty("a.b"));
    }

    @Test
    void leavesTheSettingsAloneWhereNothingRuns() throws IOException {
        Settings settings = Settings.from(Map.of("JST_LOCAL_DATA", folder.toString()));

        assertSame(settings, RunSettings.of(settings));
    }
}
