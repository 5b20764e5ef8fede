package io.jststream.bench.parts;

import io.jststream.local.embedded.Ports;
import io.jststream.service.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole of docker-compose.yml, its simulator too, under a name, with ports, data and secrets of its own. */
public final class Stack implements AutoCloseable {
    private final Map<String, String> environment = new HashMap<>();
    private final int kafkaPort = Ports.claim(0, "broker");
    private final int mysqlPort = Ports.claim(0, "database");
    private final Path secrets;

    private Stack(Path data, Map<String, String> settings) {
        secrets = data.resolve("secrets");
        environment.put("COMPOSE_PROJECT_NAME", "jst-stream-bench");
        environment.put("COMPOSE_PROFILES", "simulator");
        environment.put("COMPOSE_DISABLE_ENV_FILE", "1");
        environment.put("SECRETS", secrets.toString());
        environment.put("KAFKA_PORT", Integer.toString(kafkaPort));
        environment.put("MYSQL_PORT", Integer.toString(mysqlPort));
        environment.putAll(settings);
    }

    /**
     * Builds the images, starts everything and returns when it is healthy.
     *
     * @param data a folder for its secrets
     * @param settings variables of {@code .env} that differ
     */
    public static Stack start(Path data, Map<String, String> settings) throws IOException, InterruptedException {
        Stack stack = new Stack(data, settings);
        try {
            Docker.printed(List.of("sh", "connect-config/docker/secrets.sh", stack.secrets.toString()), Map.of());
            stack.compose("down", "--volumes"); // what a run left that was killed: its database knows other passwords
            stack.compose("build", "--quiet", "--with-dependencies");
            stack.compose("up", "--detach", "--wait", "--wait-timeout", "420");
            return stack;
        } catch (IOException | InterruptedException | RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** The services that run. */
    public List<String> services() throws IOException, InterruptedException {
        return compose("ps", "--services").lines().sorted().toList();
    }

    /** What a command prints inside of a service's container. */
    public String inside(String service, String command) throws IOException, InterruptedException {
        return compose("exec", "-T", service, "sh", "-c", command);
    }

    /** Where the brokers are. */
    public Settings settings() {
        return Settings.from(Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", "localhost:" + kafkaPort));
    }

    /** A session of the database's administrator. */
    public Connection administrator() throws IOException, SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://" + Ports.HOST + ":" + mysqlPort + "/bi?sslMode=PREFERRED",
                "root",
                Files.readString(secrets.resolve("mysql_root_password")).strip());
    }

    private String compose(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker", "compose"));
        command.addAll(List.of(arguments));
        return Docker.printed(command, environment);
    }

    /** Removes the containers and their data. */
    @Override
    public void close() {
        try {
            compose("down", "--volumes", "--timeout", "10");
        } catch (IOException e) {
            System.err.println("containers of jst-stream-bench may be left: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
