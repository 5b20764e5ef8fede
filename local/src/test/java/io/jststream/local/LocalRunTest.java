package io.jststream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.jststream.service.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRunTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** Their keys are nothing for a simulator, and their APIs are not to be called every five seconds. */
    @Test
    void accountsAreReadByThemselvesAndRefusedBeforeAnythingStarts() throws Exception {
        Path accounts = Files.writeString(folder.resolve("accounts.yaml"), "- name: tmall\n");
        Path data = folder.resolve("data");
        LocalRun run = new LocalRun(
                Settings.from(Map.of(
                        "JST_ACCOUNTS", accounts.toString(),
                        "JST_CATALOG", Path.of("..", "catalog").toString(),
                        "JST_LOCAL_DATA", data.toString())),
                new Console(new PrintStream(printed, true, StandardCharsets.UTF_8)),
                false,
                new Program.Stop());

        OperatorException refused = assertThrows(OperatorException.class, () -> run.run(true));

        assertEquals(ExitCode.BAD_CONFIGURATION, refused.exitCode());
        assertTrue(String.valueOf(refused.getMessage()).contains("app_key"), refused.getMessage());
        String text = printed.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("of the accounts in " + accounts), text);
        assertFalse(text.contains("simulator"), text);
        assertFalse(Files.exists(data), "nothing is written yet");
    }
}
