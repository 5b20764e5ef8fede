package io.jststream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.connect.TableSetup;
import io.jststream.integration.SinkConnector;
import io.jststream.local.embedded.EmbeddedDatabase;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Secret;
import io.jststream.service.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A table that somebody else holds, a backup or a long report: nobody of the pipeline waits for it longer than its session lives. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockedTableTest {
    private final EmbeddedDatabase database =
            EmbeddedDatabase.start(TestFolder.create("locked").resolve("database"), 0, new Secret("jst"));
    private final Settings settings = Settings.from(Map.of()).with(LocalParts.settings(database));

    @BeforeAll
    void make() {
        TableSetup.from(settings).run(List.of("CREATE TABLE shops (shop_id bigint PRIMARY KEY, name varchar(64))"));
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void anAlterGivesUpAndSaysWhy() throws SQLException {
        TableSetup hasty = TableSetup.from(
                settings.with(Map.of("JST_MYSQL_URL", database.jdbcUrl() + "&sessionVariables=lock_wait_timeout%3D1")));
        try (Connection report = connect(database.jdbcUrl());
                Statement statement = report.createStatement()) {
            report.setAutoCommit(false);
            statement.execute("SELECT * FROM shops");

            OperatorException refusal = assertThrows(
                    OperatorException.class, () -> hasty.run(List.of("ALTER TABLE shops ADD COLUMN city varchar(64)")));

            assertEquals(ExitCode.ENVIRONMENT, refusal.exitCode());
            assertTrue(refusal.getMessage().contains("another session holds a table"), refusal.getMessage());
        }
    }

    @Test
    void anAlterWaitsForSecondsAndNotForAYear() {
        assertEquals(30L, TableSetup.from(settings).<Long>ask(session -> variable("lock_wait_timeout", session)));
    }

    @Test
    void aSinkGivesUpBeforeItsSessionIsGivenUp() throws SQLException {
        String url = new SinkConnector.Database(database.jdbcUrl(), "any", "any", 1).url();
        try (Connection session = connect(url)) {
            assertTrue(url.contains("socketTimeout=30000"), url);
            assertEquals(20, variable("lock_wait_timeout", session));
            assertEquals(20, variable("innodb_lock_wait_timeout", session));
        }
    }

    private Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(
                url, database.user(), database.password().value());
    }

    private static long variable(String name, Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet value = statement.executeQuery("SELECT @@SESSION." + name)) {
            value.next();
            return value.getLong(1);
        }
    }
}
