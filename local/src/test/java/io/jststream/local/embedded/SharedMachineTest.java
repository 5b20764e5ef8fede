package io.jststream.local.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.service.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other database servers of the machine are left in peace. */
class SharedMachineTest {
    @TempDir(factory = FolderUnderTarget.class)
    Path folder;

    /** As it starts, a server takes away the temporary tables of all that share a folder for them. */
    @Test
    void temporaryTablesHaveAFolderOfTheirOwn() throws Exception {
        Secret password = new Secret("secret");
        try (EmbeddedDatabase started = EmbeddedDatabase.start(folder, 0, password);
                Connection session = DriverManager.getConnection(started.jdbcUrl(), started.user(), password.value());
                Statement statement = session.createStatement();
                ResultSet temporary = statement.executeQuery("SELECT @@tmpdir")) {
            temporary.next();
            assertEquals(folder.resolve("tmp").toAbsolutePath().toString(), temporary.getString(1));
        }
    }
}
