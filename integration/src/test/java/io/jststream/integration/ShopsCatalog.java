package io.jststream.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The catalog file of the repository, as tests read it. */
final class ShopsCatalog {
    static final Path FOLDER = Path.of("..", "catalog");

    private ShopsCatalog() {}

    /** Without the comment for editors, so that what is told of line 13 is the thirteenth of the catalog. */
    static String text() {
        try {
            return Files.readString(FOLDER.resolve("shops.yaml")).replaceFirst("^#.*\n", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many columns it has, for those who change something else. */
    static int columns() {
        return shops().target().columns().size();
    }

    static Integration shops() {
        return Catalog.load(FOLDER).stream()
                .filter(integration -> integration.name().equals("shops"))
                .findFirst()
                .orElseThrow();
    }
}
