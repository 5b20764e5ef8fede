package io.jststream.local.embedded;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.service.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other database servers of the machine are left in peace. */
class SharedMachineTest {
    @TempDir(factory = FolderUnderTarget.class)
    Path folder;

    @Test
    void anotherServersTemporaryTableStays() throws Exception {
        Path table = Files.createTempFile("#sql-temptable-", "-1-3.frm");
        try (EmbeddedDatabase started = EmbeddedDatabase.start(folder, 0, new Secret("secret"))) {
            assertTrue(Files.exists(table), "deleted by the server on port " + started.port());
        } finally {
            Files.deleteIfExists(table);
        }
    }
}
