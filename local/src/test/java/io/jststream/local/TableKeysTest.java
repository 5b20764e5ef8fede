package io.jststream.local;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.connect.Setup;
import io.jststream.connect.TableSetup;
import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
import io.jststream.local.embedded.EmbeddedDatabase;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Secret;
import io.jststream.service.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which primary keys of a table that exists are taken, whoever has made it: here that of the stock by warehouse and SKU. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableKeysTest {
    private static final Path EXAMPLES = Path.of("..", "catalog", "examples");

    private final EmbeddedDatabase database =
            EmbeddedDatabase.start(TestFolder.create("keys").resolve("database"), 0, new Secret("jst"));
    private final Settings settings = Settings.from(Map.of()).with(LocalParts.settings(database));
    private final Integration inventory = Catalog.named("inventory", Catalog.load(EXAMPLES));
    private final Setup setup = new Setup(settings, List.of(inventory));

    @AfterAll
    void stop() {
        database.close();
    }

    @BeforeAll
    void make() {
        run("CREATE TABLE inventory (wms_co_id bigint NOT NULL, SKU_ID varchar(64) COLLATE utf8mb4_nopad_bin NOT NULL,"
                + " id int NOT NULL, qty int NOT NULL)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ADD PRIMARY KEY (sku_id)                                       | SKU_ID
            ADD PRIMARY KEY (id), ADD UNIQUE KEY u (sku_id)                | id
            ADD PRIMARY KEY (id)                                           | id
            ADD KEY k (wms_co_id, sku_id)                                  | ""
            ADD UNIQUE KEY u (wms_co_id, sku_id), ADD PRIMARY KEY (sku_id) | SKU_ID
            """)
    void aKeyThatTakesRowsForOneOrWritesThemTwiceIsRefused(String keys, String found) {
        make(keys);

        OperatorException refusal = assertThrows(OperatorException.class, setup::requireKeys);

        assertEquals(ExitCode.BAD_CONFIGURATION, refusal.exitCode());
        String key = "found table inventory, primary key (" + found + ") in place of (wms_co_id, sku_id); expected";
        assertTrue(refusal.getMessage().contains(key), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ADD PRIMARY KEY (sku_id, wms_co_id)",
                "ADD PRIMARY KEY (wms_co_id, sku_id, qty)",
                "ADD PRIMARY KEY (id), ADD UNIQUE KEY u (wms_co_id, sku_id)"
            })
    void aKeyThatTellsRowsApartIsTaken(String keys) {
        make(keys);

        assertDoesNotThrow(setup::requireKeys);
    }

    @Test
    void aTableThatTheSetupMakesIsTaken() {
        Setup skus = new Setup(settings, List.of(Catalog.named("skus", Catalog.load(EXAMPLES))));

        assertDoesNotThrow(skus::requireKeys);
        skus.tables();
        assertDoesNotThrow(skus::requireKeys);
    }

    private void make(String keys) {
        run("ALTER TABLE inventory DROP INDEX IF EXISTS `PRIMARY`, DROP INDEX IF EXISTS u, DROP INDEX IF EXISTS k");
        run("ALTER TABLE inventory " + keys);
    }

    private void run(String statement) {
        TableSetup.from(settings).run(List.of(statement));
    }
}
