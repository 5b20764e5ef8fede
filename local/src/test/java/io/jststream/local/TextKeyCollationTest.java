package io.jststream.local;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.connect.Setup;
import io.jststream.connect.TableSetup;
import io.jststream.integration.Integration;
import io.jststream.integration.TableDdl;
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
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which collations of a text key are taken, whoever has given it to the column. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TextKeyCollationTest {
    private final EmbeddedDatabase database =
            EmbeddedDatabase.start(TestFolder.create("keys").resolve("database"), 0, new Secret("jst"));
    private final Settings settings = Settings.from(Map.of()).with(LocalParts.settings(database));
    private final Integration companies =
            Catalog.named("logistics_companies", Catalog.load(Path.of("..", "catalog", "examples")));
    private final Setup setup = new Setup(settings, List.of(companies));

    @BeforeAll
    void table() {
        setup.tables();
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "varchar(64) COLLATE utf8mb4_bin",
                "varchar(64) COLLATE utf8mb4_general_ci",
                "varchar(64) COLLATE utf8mb4_unicode_nopad_ci",
                "varchar(64) CHARACTER SET latin1 COLLATE latin1_general_cs"
            })
    void keysThatAreTakenForOneAreRefused(String type) {
        alter("ALTER TABLE logistics_companies MODIFY lc_id " + type + " NOT NULL");

        OperatorException refusal = assertThrows(OperatorException.class, setup::requireKeys);

        assertEquals(ExitCode.BAD_CONFIGURATION, refusal.exitCode());
        String found = "table logistics_companies, column lc_id, collation " + type.replaceFirst(".* ", "");
        assertTrue(refusal.getMessage().contains(found), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("MariaDB"), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "varchar(64)" + TableDdl.KEY_CHARACTERS,
                "varchar(64) CHARACTER SET latin1 COLLATE latin1_nopad_bin",
                "varbinary(64)"
            })
    void whatTellsThemApartIsTaken(String type) {
        alter("ALTER TABLE logistics_companies MODIFY lc_id " + type + " NOT NULL");

        assertDoesNotThrow(setup::requireKeys);
    }

    private void alter(String statement) {
        TableSetup.from(settings).run(List.of(statement));
    }
}
