package io.jststream.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.producer.turn.SweepListener;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a producer refuses before it makes its first call. */
class ProducerStartTest {
    @TempDir
    Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void putAFileInPlaceOfAFolder() throws IOException {
        file = Files.writeString(folder.resolve("file"), "");
    }

    @Test
    void aTokenFileThatCannotBeWrittenIsRefused() {
        OperatorException error = assertThrows(OperatorException.class, () -> start(Map.of()));

        assertEquals(ExitCode.ENVIRONMENT, error.exitCode());
        assertTrue(error.getMessage().contains("JST_TOKEN_FILE"), error.getMessage());
    }

    @Test
    void aTokenThatIsManagedElsewhereNeedsNoFile() {
        assertTrue(start(Map.of("JST_ACCESS_TOKEN", "given")).orElseThrow().startsWith("no accounts shared yet"));
    }

    /** No limit at all, or one that no call can keep: both would be found out much later. */
    @ParameterizedTest
    @CsvSource({
        "JST_CALL_TIMEOUT, 0s, 'a duration of 100ms to 10m, such as 30s'",
        "JST_CALL_TIMEOUT, 99ms, 'a duration of 100ms to 10m, such as 30s'",
        "JST_CALL_TIMEOUT, 601s, 'a duration of 100ms to 10m, such as 30s'",
        "JST_CALL_TIMEOUT, 999999999d, 'a duration of 100ms to 10m, such as 30s'",
        "JST_BASE_URL, openapi.jushuitan.com, a URL such as https://openapi.jushuitan.com",
        "JST_BASE_URL, ftp://openapi.jushuitan.com, a URL such as https://openapi.jushuitan.com"
    })
    void aSettingThatCannotWorkIsRefused(String name, String value, String expected) {
        OperatorException error = assertThrows(OperatorException.class, () -> start(Map.of(name, value)));

        assertEquals(ExitCode.BAD_CONFIGURATION, error.exitCode());
        assertEquals(
                "environment variable " + name + ": found '" + value + "', expected " + expected, error.getMessage());
    }

    /** Starts it, and says whether it is ready. */
    private Optional<String> start(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "JST_APP_KEY", FakeJushuitan.APP_KEY,
                "JST_APP_SECRET", FakeJushuitan.APP_SECRET.value(),
                "JST_TOKEN_FILE", file.resolve("tokens.json").toString()));
        environment.putAll(more);
        try (ProducerService producer = ProducerService.create(
                Settings.from(environment),
                List.of(Shops.integration()),
                new SimpleMeterRegistry(),
                SweepListener.NONE)) {
            return producer.notReady();
        }
    }
}
