package io.jststream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.connect.Setup;
import io.jststream.connect.TableSetup;
import io.jststream.connect.TableUpdate;
import io.jststream.integration.catalog.Catalog;
import io.jststream.local.embedded.EmbeddedDatabase;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Secret;
import io.jststream.service.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A second run with another catalog, on the tables of the first. */
class KeptTablesTest {
    private final Path folder = TestFolder.create("kept");
    private final List<String> told = new ArrayList<>();
    private final EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("database"), 0, new Secret("jst"));
    private final Settings settings = Settings.from(Map.of()).with(LocalParts.settings(database));

    @BeforeEach
    void firstRun() throws IOException {
        setup(catalog()).tables();
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void theSameCatalogAltersNothing() throws IOException {
        run(false, catalog());

        assertEquals(List.of(), told);
    }

    @Test
    void whatOnlyAddsOrWidensIsDoneAndSaidInOneLine() throws IOException {
        run(false, catalog().replace("varchar(255),  required", "varchar(300),  required") + organization());

        assertEquals(1, told.size(), told.toString());
        assertTrue(
                told.get(0)
                        .startsWith("altered table shops, column shop_name: varchar(255) → varchar(300);"
                                + " table shops, column organization: nothing → varchar(255); rows that are there"),
                told.toString());
        assertEquals(
                List.of(),
                setup(catalog().replace("varchar(255),  required", "varchar(300),  required") + organization())
                        .tableUpdate()
                        .gains());
    }

    @Test
    void whatWouldLoseSomethingEndsTheRunBeforeAnythingIsAltered() throws IOException {
        String narrower = catalog().replace("varchar(255),  required", "varchar(20),  required") + organization();

        OperatorException error = assertThrows(OperatorException.class, () -> run(false, narrower));

        assertEquals(ExitCode.BAD_CONFIGURATION, error.exitCode());
        assertTrue(
                error.getMessage().contains("table shops, column shop_name: varchar(255) → varchar(20)"),
                error.getMessage());
        assertTrue(error.getMessage().contains("make run APPROVE=1"), error.getMessage());
        assertFalse(error.getMessage().contains("organization"), error.getMessage());
        assertEquals(List.of(), told);
        assertEquals(1, setup(narrower).tableUpdate().gains().size());
    }

    @Test
    void rowsThatExistHaveNothingInANewRequiredColumnAndTheNextRunGoesOn() throws Exception {
        TableSetup.from(settings).run(List.of("INSERT INTO shops (shop_id, shop_name) VALUES (1, 'one')"));
        String more = catalog()
                + "    - {field: opened, value: \"{opened}\", type: date, required: true, comment: 开店}\n"
                + "    - {field: grade, value: \"{grade}\", type: int, required: true, comment: 等级}\n";

        run(false, more);
        run(false, more);

        assertEquals(1, told.size(), told.toString());
        assertEquals(1, rows("opened IS NULL AND grade IS NULL"));
        TableUpdate after = setup(more).tableUpdate();
        assertEquals(List.of(), after.losses());
        assertEquals(2, after.laxities().size());
    }

    @Test
    void aNewColumnOfTheKeyForbidsNullWithTheKey() throws Exception {
        String longer =
                catalog().replace("key: [shop_id]", "key: [shop_id, part]").replace(", ask: shop_ids", "")
                        + "    - {field: part, value: \"{part}\", type: bigint, required: true, comment: 部分}\n";

        run(true, longer);

        TableUpdate after = setup(longer).tableUpdate();
        assertEquals(List.of(), after.losses());
        assertEquals(List.of(), after.laxities());
    }

    @Test
    void aColumnThatTheCatalogHasNoMoreRefusesNoRow() throws Exception {
        TableSetup table = TableSetup.from(settings);
        table.run(List.of("ALTER TABLE shops ADD left_over varchar(20) CHARACTER SET latin1 COLLATE latin1_bin"
                + " NOT NULL COMMENT 'it''s old', ADD number int NOT NULL UNIQUE AUTO_INCREMENT,"
                + " ADD twice int AS (shop_id * 2) STORED"));

        setup(catalog()).tableUpdate().gain();

        table.run(List.of("INSERT INTO shops (shop_id, shop_name) VALUES (1, 'one')"));
        assertEquals(1, rows("left_over IS NULL AND number = 1 AND twice = 2"));
        assertEquals(List.of(), setup(catalog()).tableUpdate().gains());
        String made = table.ask(session -> {
            try (Statement statement = session.createStatement();
                    ResultSet row = statement.executeQuery("SHOW CREATE TABLE shops")) {
                row.next();
                return row.getString(2);
            }
        });
        assertTrue(
                made.contains("`left_over` varchar(20) CHARACTER SET latin1 COLLATE latin1_bin DEFAULT NULL"
                        + " COMMENT 'it''s old'"),
                made);
        assertTrue(made.contains("`number` int(11) NOT NULL AUTO_INCREMENT"), made);
    }

    @Test
    void aPersonWhoAgreesGetsBoth() throws IOException {
        String without = catalog()
                        .lines()
                        .filter(line -> !line.contains("field: nick,"))
                        .collect(Collectors.joining("\n", "", "\n"))
                + organization();

        run(true, without);

        assertEquals(2, told.size(), told.toString());
        assertEquals("altered table shops, column nick: varchar(255) → nothing", told.get(1));
        TableUpdate after = setup(without).tableUpdate();
        assertEquals(List.of(), after.gains());
        assertEquals(List.of(), after.losses());
    }

    private int rows(String condition) {
        return TableSetup.from(settings).ask(session -> {
            try (Statement statement = session.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM shops WHERE " + condition)) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }

    private void run(boolean approved, String shops) throws IOException {
        new KeptTables(approved, (part, where) -> told.add(part + " " + where))
                .update(setup(shops).tableUpdate());
    }

    private Setup setup(String shops) throws IOException {
        Path catalog = Files.createDirectories(folder.resolve("catalog-" + shops.hashCode()));
        Files.writeString(catalog.resolve("shops.yaml"), shops);
        return new Setup(settings, Catalog.load(catalog));
    }

    private static String catalog() throws IOException {
        return Files.readString(Path.of("..", "catalog", "shops.yaml"));
    }

    private static String organization() {
        return "    - {field: organization, value: \"{organization}\", type: varchar(255), comment: 组织}\n";
    }
}
