package io.jststream.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program as a person starts it: a process of its own. */
@Timeout(60)
class SimulatorMainTest {
    @Test
    void printsWhatAPersonNeedsAndEndsWhenTold() throws Exception {
        Process process = start(Map.of("JST_SIMULATOR_SHOPS", "12", "JST_SIMULATOR_ADMIN", "true"));
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = linesUntil("curl", out);
            String printed = String.join("\n", lines);

            assertTrue(printed.contains("12 shops"), printed);
            assertTrue(printed.matches("(?s).*\n  export JST_BASE_URL=http://127\\.0\\.0\\.1:\\d+\n.*"), printed);
            assertTrue(printed.matches("(?s).*\n  export JST_APP_KEY=\\w{32}\n.*"), printed);
            assertTrue(printed.matches("(?s).*\n  export JST_APP_SECRET=\\w{32}\n.*"), printed);
            assertTrue(printed.contains("/admin/misbehave?kind=truncated&times=2"), printed);

            process.destroy();

            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void saysNothingOfTheAdminWhereItIsClosedAndNothingButTheReasonWhereItCannotStart() throws Exception {
        Process first = start(Map.of());
        try (BufferedReader out = first.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = linesUntil("JST_APP_SECRET", out);
            String address = lines.stream()
                    .filter(line -> line.contains("JST_BASE_URL"))
                    .findFirst()
                    .orElse("")
                    .replaceAll(".*http://", "");

            Process second = start(Map.of("JST_SIMULATOR_ADDRESS", address));
            String printed = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertEquals(3, second.waitFor(), "the exit code of the environment's fault");
            assertTrue(printed.startsWith("error: the simulator cannot listen at JST_SIMULATOR_ADDRESS=" + address));
            assertEquals(1, printed.lines().count(), printed);
            first.toHandle().destroy();
            assertFalse(out.lines().anyMatch(line -> line.contains("admin")));
        } finally {
            first.destroyForcibly();
        }
    }

    private static Process start(Map<String, String> settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorMain.class.getName());
        builder.environment().keySet().removeIf(name -> name.startsWith("JST_"));
        builder.environment().putAll(settings);
        return builder.redirectErrorStream(true).start();
    }

    private static List<String> linesUntil(String word, BufferedReader out) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.contains(word)) {
                break;
            }
        }
        return lines;
    }
}
