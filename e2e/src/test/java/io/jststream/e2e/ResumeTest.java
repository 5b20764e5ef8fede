package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.local.embedded.EmbeddedDatabase;
import io.jststream.service.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code make run ONCE=1} twice in one folder: the second goes on where the first ended, and looks at the table anew. */
class ResumeTest {
    private final Path data = House.newFolder("resume");

    @Test
    void aSecondRunResumesAndSeesWhatSomebodyHasChangedInTheTable() throws Exception {
        try (Fork first = run()) {
            assertEquals(0, first.await(), first.output());
            assertTrue(first.output().contains("317 new, 0 changed, 0 unchanged"), first.output());
        }
        change(
                "UPDATE shops SET nick = 'somebody' WHERE shop_id = 10394533",
                "DELETE FROM shops WHERE shop_id = 10497387");

        try (Fork second = run()) {
            assertEquals(1, second.await(), second.output());
            assertTrue(second.output().contains("0 new, 0 changed, 317 unchanged"), second.output());
            assertTrue(second.output().contains("row 10497387 is missing"), second.output());
            assertTrue(second.output().contains("row 10394533, nick: expected "), second.output());
            assertTrue(second.output().contains(", found 'somebody'"), second.output());
        }
    }

    private Fork run() {
        return Fork.start(data, Map.of("JST_LOCAL_DATA", data.toString()), "io.jststream.local.LocalMain", "--once");
    }

    private void change(String... statements) throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data.resolve("database"), 0, new Secret("jst"));
                Connection connection = DriverManager.getConnection(
                        database.jdbcUrl(), database.user(), database.password().value());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                assertEquals(1, statement.executeUpdate(sql));
            }
        }
    }
}
