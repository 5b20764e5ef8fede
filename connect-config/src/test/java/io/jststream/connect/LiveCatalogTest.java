package io.jststream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Integration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveCatalogTest {
    private static final Path CATALOG = Path.of("..", "integration", "src", "test", "resources", "catalog");

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void copy() throws IOException {
        Files.copy(CATALOG.resolve("shops.yaml"), folder.resolve("shops.yaml"));
    }

    @Test
    void seesAFileThatComesAndOneThatChanges() throws IOException {
        LiveCatalog catalog = LiveCatalog.load(folder);
        assertFalse(catalog.changed());

        String stores = Files.readString(folder.resolve("shops.yaml"))
                .replace("name: shops", "name: stores")
                .replace("table: shops", "table: stores");
        Files.writeString(folder.resolve("stores.yaml"), stores);
        assertTrue(catalog.changed());
        assertEquals(
                List.of("shops", "stores"),
                catalog.integrations().stream().map(Integration::name).toList());
        assertFalse(catalog.changed());

        Files.writeString(folder.resolve("stores.yaml"), stores.replace("title: ", "title: another "));
        assertTrue(catalog.changed());
    }

    @Test
    void goesOnWithTheOneBeforeWhereAFileIsBroken() throws IOException {
        LiveCatalog catalog = LiveCatalog.load(folder);

        Files.writeString(folder.resolve("stores.yaml"), "name: stores\n");

        assertFalse(catalog.changed());
        assertEquals(1, catalog.integrations().size());
    }
}
