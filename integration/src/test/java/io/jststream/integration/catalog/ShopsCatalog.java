package io.jststream.integration.catalog;

import io.jststream.integration.Integration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The shops as tests know them: a copy, because nothing of them may change with a column of the delivered file. */
public final class ShopsCatalog {
    static final Path FOLDER = Path.of("src", "test", "resources", "catalog");

    private ShopsCatalog() {}

    /** Without the comment for editors, so that what is told of line 13 is the thirteenth of the catalog. */
    static String text() {
        try {
            return Files.readString(FOLDER.resolve("shops.yaml")).replaceFirst("^#.*\n", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Integration shops() {
        return Catalog.load(FOLDER).stream()
                .filter(integration -> integration.name().equals("shops"))
                .findFirst()
                .orElseThrow();
    }
}
