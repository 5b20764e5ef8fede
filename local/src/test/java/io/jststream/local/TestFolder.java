package io.jststream.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a test has its database: that takes no folder below the system's temporary one. */
final class TestFolder {
    private TestFolder() {}

    /** A new one of this build. */
    static Path create(String name) {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "data")), name)
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
