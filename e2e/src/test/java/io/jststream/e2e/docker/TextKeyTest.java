package io.jststream.e2e.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.connect.plan.Difference;
import io.jststream.connect.plan.Remedy;
import io.jststream.connect.plan.TablePlan;
import io.jststream.e2e.tool.House;
import io.jststream.integration.Table;
import io.jststream.integration.TableDdl;
import io.jststream.integration.catalog.Catalog;
import io.jststream.local.embedded.EmbeddedDatabase;
import io.jststream.service.Secret;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys that differ in a blank, in capitals or in how an accent is written are keys of different rows, as they are for Kafka. */
class TextKeyTest {
    private static final List<String> KEYS = List.of("SF", "SF ", "sf", "SF\t", "é", "e\u0301");

    private final Table table = Catalog.named(
                    "logistics_companies", Catalog.load(House.ROOT.resolve("catalog/examples")))
            .tables()
            .get(0);
    private final String name = TableDdl.quote(table.name());

    @Test
    void onTheDatabaseOfMakeRun() throws Exception {
        try (EmbeddedDatabase database =
                EmbeddedDatabase.start(House.newFolder("keys").resolve("database"), 0, new Secret("jst"))) {
            eachKeyHasItsRow(Settings.from(Map.of(
                    "JST_MYSQL_URL", database.jdbcUrl(),
                    "JST_MYSQL_USER", database.user(),
                    "JST_MYSQL_PASSWORD", "jst")));
        }
    }

    @Test
    @Tag("docker")
    void onMySql() throws Exception {
        try (MysqlContainer mysql = new MysqlContainer()) {
            eachKeyHasItsRow(mysql.settings());
        }
    }

    private void eachKeyHasItsRow(Settings settings) throws SQLException {
        try (Connection session = DriverManager.getConnection(
                        settings.get(Setting.JST_MYSQL_URL),
                        settings.get(Setting.JST_MYSQL_USER),
                        settings.secret(Setting.JST_MYSQL_PASSWORD).value());
                Statement statement = session.createStatement()) {
            statement.execute(TableDdl.of(table));
            insert(statement);
            assertEquals(List.of(), TablePlan.of(table, session), "a new table is as it should be");

            aTableOfAnEarlierVersionIsMended(session, statement);
        }
    }

    private void aTableOfAnEarlierVersionIsMended(Connection session, Statement statement) throws SQLException {
        statement.execute("DELETE FROM " + name);
        statement.execute("ALTER TABLE " + name
                + " MODIFY COLUMN lc_id varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL");
        List<Difference> differences = TablePlan.of(table, session).stream()
                .filter(difference -> difference.what().endsWith(", collation"))
                .toList();
        assertEquals(
                List.of(Remedy.APPLY),
                differences.stream().map(Difference::remedy).toList());

        for (String mends : TablePlan.statements(TablePlan.of(table, session))) {
            statement.execute(mends);
        }

        assertEquals(List.of(), TablePlan.of(table, session));
        insert(statement);
    }

    private void insert(Statement statement) throws SQLException {
        for (String key : KEYS) {
            statement.execute("INSERT INTO " + name + " (lc_id) VALUES (" + TableDdl.literal(key) + ")");
        }
        try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + name)) {
            rows.next();
            assertEquals(KEYS.size(), rows.getInt(1));
        }
    }
}
