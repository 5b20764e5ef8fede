package io.jststream.e2e.tool;

import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where tests find the repository and put their data. */
public final class House {
    /** The root of the repository. */
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private House() {}

    public static List<Integration> catalog() {
        return Catalog.load(ROOT.resolve("catalog"));
    }

    public static Integration shops() {
        return catalog().stream()
                .filter(integration -> integration.name().equals("shops"))
                .findFirst()
                .orElseThrow();
    }

    /** Writes the catalog into a folder, with turns of that many seconds: a restart waits until one is due. */
    public static Path catalogWithTurns(int seconds, Path folder) {
        return catalogWithTurns("catalog/shops.yaml", seconds, folder);
    }

    /** The same of another file of the repository. */
    public static Path catalogWithTurns(String file, int seconds, Path folder) {
        try {
            Path original = ROOT.resolve(file);
            Files.writeString(
                    Files.createDirectories(folder).resolve(original.getFileName()),
                    read(original).replaceFirst("every: \\w+", "every: " + seconds + "s"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new folder of this build: the database does not take one below the system's temporary folder. */
    public static Path newFolder(String name) {
        try {
            Path target = Files.createDirectories(Path.of("target", "data"));
            return Files.createTempDirectory(target, name).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
