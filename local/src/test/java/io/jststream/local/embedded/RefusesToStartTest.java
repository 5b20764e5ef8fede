package io.jststream.local.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told when the machine is not ready for a part. */
class RefusesToStartTest {
    private static final Secret PASSWORD = new Secret("secret");

    @TempDir(factory = FolderUnderTarget.class)
    Path folder;

    @Test
    void namesTheTakenPort() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertRefused(() -> EmbeddedBroker.start(folder, port), "port " + port, "broker");
            assertRefused(() -> EmbeddedDatabase.start(folder, port, PASSWORD), "port " + port, "database");
            assertRefused(() -> EmbeddedConnect.start("127.0.0.1:1", port), "port " + port, "Connect worker");
        }
    }

    @Test
    void namesTheFolderOfAnotherRun() {
        DataFolder other = DataFolder.lock(folder);

        assertRefused(() -> EmbeddedBroker.start(folder, 0), folder.toString(), "another run");
        assertRefused(() -> EmbeddedDatabase.start(folder, 0, PASSWORD), folder.toString(), "another run");

        other.close();
        DataFolder.lock(folder).close();
    }

    @Test
    void namesTheFolderThatCannotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertRefused(() -> EmbeddedBroker.start(file, 0), file.toString(), "cannot be written");
        assertRefused(() -> EmbeddedDatabase.start(file.resolve("below"), 0, PASSWORD), file.toString());
    }

    @Test
    void quotesTheDatabaseThatRefusesToStart() throws IOException {
        Files.createDirectories(folder.resolve("data"));

        assertRefused(() -> EmbeddedDatabase.start(folder, 0, PASSWORD), "mysql.db", "delete the folder");
        DataFolder.lock(folder).close();
    }

    @Test
    void quotesTheBrokerThatRefusesToStart() throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve("log")).resolve("meta.properties"),
                "version=1\nnode.id=7\ncluster.id=other\n");

        assertRefused(() -> EmbeddedBroker.start(folder, 0), "node", "delete the folder");
        DataFolder.lock(folder).close();
    }

    private static void assertRefused(Executable start, String... parts) {
        OperatorException refusal = assertThrows(OperatorException.class, start);
        assertEquals(ExitCode.ENVIRONMENT, refusal.exitCode());
        for (String part : parts) {
            assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
        }
    }
}
