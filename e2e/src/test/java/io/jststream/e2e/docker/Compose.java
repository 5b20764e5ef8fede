package io.jststream.e2e.docker;

import io.jststream.e2e.tool.BinaryLog;
import io.jststream.e2e.tool.House;
import io.jststream.local.embedded.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The pipeline as {@code docker-compose.yml} makes it, under a name, with ports, data and secrets of its own. */
final class Compose implements AutoCloseable {
    private static final int LONGEST_MINUTES = 10;

    private final Map<String, String> environment = new HashMap<>();
    private final int kafkaPort = Ports.claim(0, "broker");
    private final int mysqlPort = Ports.claim(0, "database");
    private final Path secrets;

    /** @param settings variables of {@code .env} */
    Compose(String name, Path folder, Map<String, String> settings) {
        this.secrets = folder.resolve("secrets");
        environment.put("COMPOSE_PROJECT_NAME", name);
        environment.put("COMPOSE_PROFILES", "");
        environment.put("COMPOSE_DISABLE_ENV_FILE", "1");
        environment.put("ENV_FILE", "/dev/null");
        environment.put("JDBC_SINK", System.getenv().getOrDefault("JDBC_SINK", "jst"));
        environment.put("SECRETS", secrets.toString());
        environment.put("KAFKA_PORT", Integer.toString(kafkaPort));
        environment.put("MYSQL_PORT", Integer.toString(mysqlPort));
        environment.putAll(settings);
        close(); // what a run left that was killed: its database knows other passwords
    }

    /** Builds the images, starts these services and what they need, or everything, and returns when all is healthy. */
    void up(String... services) {
        run("sh", "connect-config/docker/secrets.sh", secrets.toString());
        docker(Stream.concat(Stream.of("build", "--quiet", "--with-dependencies"), Stream.of(services))
                .toArray(String[]::new));
        docker(Stream.concat(Stream.of("up", "--detach", "--wait", "--wait-timeout", "420"), Stream.of(services))
                .toArray(String[]::new));
    }

    /** {@code docker compose} with these arguments; returns what it printed. */
    String docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker", "compose"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    /** Freezes a container; again where the runtime gives up, as it does while one of its processes waits for the disk. */
    void pause(String service) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> docker("pause", service));
    }

    /** A command in the root of the repository, with the settings of this pipeline. */
    String run(String... command) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(House.ROOT.toFile()).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed:\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new AssertionError(String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What the database of the tables answers to a statement. */
    String mysql(String statement) {
        String script = "MYSQL_PWD=$(cat /run/secrets/mysql_password) mysql -h127.0.0.1 -ujst -N"
                + " --default-character-set=utf8mb4 bi -e \"$1\"";
        return docker("exec", "-T", "mysql", "bash", "-c", script, "bash", statement)
                .strip();
    }

    /** A session of the database's administrator. */
    Connection root() throws SQLException {
        return DriverManager.getConnection(
                jdbcUrl() + "?connectTimeout=3000&socketTimeout=20000&sslMode=PREFERRED",
                "root",
                House.read(secrets.resolve("mysql_root_password")).strip());
    }

    /** How many changes of rows MySQL's binary log holds. */
    int rowEvents() throws SQLException {
        try (Connection root = root()) {
            return BinaryLog.rowEvents(root);
        }
    }

    String bootstrapServers() {
        return "localhost:" + kafkaPort;
    }

    String jdbcUrl() {
        return "jdbc:mysql://127.0.0.1:" + mysqlPort + "/bi";
    }

    Path secrets() {
        return secrets;
    }

    /** Removes the containers and their data. */
    @Override
    public void close() {
        docker("--profile", "*", "down", "--volumes", "--timeout", "10");
    }
}
