package io.jststream.e2e.docker;

import io.jststream.e2e.tool.BinaryLog;
import io.jststream.local.embedded.Ports;
import io.jststream.service.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A real MySQL with nothing in it, for tests that ask what it makes of a value. */
final class MysqlContainer implements AutoCloseable {
    private static final String PASSWORD = "only-here";

    private final String name = "jst-stream-types-" + ProcessHandle.current().pid();
    private final int port = Ports.claim(0, "database");

    MysqlContainer() {
        docker(
                "run",
                "--detach",
                "--rm",
                "--name",
                name,
                "--publish",
                "127.0.0.1:" + port + ":3306",
                "--env",
                "MYSQL_ROOT_PASSWORD=" + PASSWORD,
                "--env",
                "MYSQL_DATABASE=bi",
                "mysql:9.7",
                "--character-set-server=utf8mb4",
                "--innodb-buffer-pool-size=64M",
                "--performance-schema=OFF");
        try {
            Awaitility.await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> rowEvents() == 0);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    Settings settings() {
        return Settings.from(Map.of(
                "JST_MYSQL_URL",
                url(),
                "JST_MYSQL_USER",
                "root",
                "JST_MYSQL_PASSWORD",
                PASSWORD,
                "JST_SINK_PASSWORD",
                PASSWORD));
    }

    /** How many changes of rows the binary log holds. */
    int rowEvents() throws SQLException {
        try (Connection root = DriverManager.getConnection(url(), "root", PASSWORD)) {
            return BinaryLog.rowEvents(root);
        }
    }

    private String url() {
        return "jdbc:mysql://127.0.0.1:" + port
                + "/bi?rewriteBatchedStatements=true&sslMode=DISABLED&allowPublicKeyRetrieval=true";
    }

    private static void docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError("docker " + arguments[0] + " failed:\n" + output);
            }
        } catch (IOException e) {
            throw new AssertionError("docker " + arguments[0], e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        docker("rm", "--force", "--volumes", name);
    }
}
