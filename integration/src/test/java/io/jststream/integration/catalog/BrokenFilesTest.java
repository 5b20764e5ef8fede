package io.jststream.integration.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Catalog files with a mistake each, and what is said of it: {@code broken/<case>.yaml} and {@code broken/<case>.txt}. A new case needs no
 * Java. Who mends a message changes the text file.
 */
class BrokenFilesTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "broken");

    @TempDir
    Path catalog = Path.of("");

    static List<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".yaml"))
                    .map(file -> file.substring(0, file.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysFileLineKeyWhatWasFoundAndWhatWasExpected(String name) throws IOException {
        Files.copy(FOLDER.resolve(name + ".yaml"), catalog.resolve(name + ".yaml"));

        OperatorException error = assertThrows(OperatorException.class, () -> Catalog.load(catalog));

        assertEquals(ExitCode.BAD_CONFIGURATION, error.exitCode());
        assertEquals(
                Files.readString(FOLDER.resolve(name + ".txt")).strip(),
                error.getMessage().replace(catalog + "/", ""));
    }

    @Test
    void thereAreManyOfThem() throws IOException {
        assertTrue(cases().size() >= 180, cases().toString());
    }
}
