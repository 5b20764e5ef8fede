package io.jststream.e2e.tool;

import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

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

    /**
     * The text of each class of the tests, by its name. Not all files below the root are looked at: others at work meanwhile make
     * and take away some below {@code target}.
     */
    public static Map<String, String> testSources() {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .forEach(folder -> addSources(folder, sources));
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addSources(Path folder, Map<String, String> sources) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> sources.put(file.getFileName().toString().replace(".java", ""), read(file)));
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
