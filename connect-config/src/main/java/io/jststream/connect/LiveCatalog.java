package io.jststream.connect;

import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The catalog of a process that goes on while its files are changed. Not thread-safe. */
final class LiveCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(LiveCatalog.class);

    private final Path folder;
    private List<Integration> integrations;
    /** Of each file when it was changed last, and its size. */
    private Map<Path, String> files;

    private LiveCatalog(Path folder) {
        this.folder = folder;
        this.files = look().orElse(Map.of());
        this.integrations = Catalog.load(folder);
    }

    /**
     * Loads it.
     *
     * @throws OperatorException with every error of every file
     */
    static LiveCatalog load(Path folder) {
        return new LiveCatalog(folder);
    }

    /** What was loaded last. */
    List<Integration> integrations() {
        return integrations;
    }

    /** Whether the files have changed since, and could be loaded: a catalog that somebody is writing may be broken for a while. */
    boolean changed() {
        Map<Path, String> now = look().orElse(files);
        if (now.equals(files)) {
            return false;
        }
        files = now;
        try {
            integrations = Catalog.load(folder);
            return true;
        } catch (OperatorException e) {
            LOG.atWarn()
                    .addKeyValue("reason", e.getMessage())
                    .log("The catalog has changed and cannot be used; going on with the one before");
            return false;
        }
    }

    private Optional<Map<Path, String>> look() {
        Map<Path, String> seen = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                seen.put(file, attributes.lastModifiedTime() + " " + attributes.size());
            }
            return Optional.of(seen);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
