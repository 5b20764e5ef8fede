package io.jststream.local.embedded;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A MariaDB server as a child process, in place of the MySQL that the pipeline writes to. */
public final class EmbeddedDatabase implements AutoCloseable {
    /** The database that the pipeline's tables are in. */
    public static final String NAME = "bi";

    private static final String USER = "jst";
    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 10;
    private static final int POLL_MILLIS = 50;

    private final DataFolder folder;
    private final DatabaseServer server;
    private final Process process;
    private final int port;
    private final Secret password;

    private EmbeddedDatabase(DataFolder folder, DatabaseServer server, Process process, int port, Secret password) {
        this.folder = folder;
        this.server = server;
        this.process = process;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts on the folder, with all the rows that an earlier run left there; port 0 takes a free one.
     *
     * @param password of {@link #user()}, from now on
     */
    public static EmbeddedDatabase start(Path folder, int port, Secret password) {
        int claimed = Ports.claim(port, "database");
        Path programs = BuiltFiles.database();
        DataFolder data = DataFolder.lock(folder);
        try {
            DatabaseServer server = new DatabaseServer(programs, data.path());
            server.orphan().forEach(EmbeddedDatabase::end);
            server.installOnce();
            Path statements = statements(data, password);
            Process process = server.serve(claimed, statements);
            try {
                return new EmbeddedDatabase(data, server, process, claimed, password).awaitReady();
            } catch (IOException | InterruptedException e) {
                end(process.toHandle());
                throw e;
            } finally {
                Files.delete(statements);
            }
        } catch (IOException e) {
            data.close();
            throw failed(data, e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            data.close();
            throw failed(data, "interrupted", e);
        }
    }

    /** The server has no user but this one; it may do what the pipeline does, and only in its own database. */
    private static Path statements(DataFolder folder, Secret password) throws IOException {
        String user = "'" + USER + "'@'" + Ports.HOST + "'";
        String quoted = password.value().replace("\\", "\\\\").replace("'", "\\'");
        // A temporary file, because only its owner can read it.
        return Files.writeString(
                Files.createTempFile(folder.path(), "users", ".sql"), """
                CREATE DATABASE IF NOT EXISTS %s CHARACTER SET utf8mb4;
                CREATE OR REPLACE USER %s IDENTIFIED BY '%s';
                GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX ON %s.* TO %s;
                """.formatted(NAME, user, quoted, NAME, user));
    }

    private EmbeddedDatabase awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                DriverManager.getConnection(jdbcUrl(), user(), password.value()).close();
                return this;
            } catch (SQLException notYet) {
                if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new IOException(server.failure(process), notYet);
                }
                if (System.nanoTime() > deadline) {
                    throw new IOException(
                            "it lets nobody in after " + START_SECONDS + " s (" + notYet.getMessage() + "); see "
                                    + server.log(),
                            notYet);
                }
            }
        }
    }

    /** For Connector/J, with what it needs against MariaDB. */
    public String jdbcUrl() {
        return "jdbc:mysql://" + Ports.HOST + ":" + port + "/" + NAME
                // MariaDB's information_schema lacks columns that Connector/J asks for.
                + "?useInformationSchema=false&rewriteBatchedStatements=true&sslMode=DISABLED";
    }

    /** Who the pipeline logs in as. */
    public String user() {
        return USER;
    }

    /** The password that the database was started with. */
    public Secret password() {
        return password;
    }

    /** Where the server listens. */
    public int port() {
        return port;
    }

    /** The server's process. */
    ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        end(process.toHandle());
        folder.close();
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, STOP_SECONDS, TimeUnit.SECONDS)
                .join();
        if (process.destroyForcibly()) {
            process.onExit().join();
        }
    }

    private static OperatorException failed(DataFolder folder, @Nullable String reason, Exception cause) {
        return new OperatorException(
                ExitCode.ENVIRONMENT,
                "the database does not start on data folder " + folder + ": " + reason
                        + "; if its files are damaged, delete the folder and let the pipeline fill it again",
                cause);
    }
}
