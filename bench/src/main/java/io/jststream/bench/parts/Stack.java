package io.jststream.bench.parts;

import io.jststream.local.embedded.Ports;
import io.jststream.service.Program;
import io.jststream.service.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The containers of docker-compose.yml, under a name, with ports, data and secrets of their own. */
public final class Stack implements AutoCloseable {
    private static final Path ROOT = Path.of("");
    private static final long LOOK_EVERY_MILLIS = 1_000;
    /** In kB, of the process that has had most. */
    private static final String HIGHEST_MEMORY =
            "cat /proc/[0-9]*/status 2>/dev/null | sed -n 's/^VmHWM:[^0-9]*\\([0-9]*\\) kB$/\\1/p' | sort -n | tail -1";

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

    /** Why there can be none here; empty where there can. */
    public static Optional<String> missing() throws IOException, InterruptedException {
        return Docker.missing(Container.of("mysql", ROOT).image());
    }

    /**
     * Builds the images, starts everything, the simulator too where no setting takes it out, and returns when it is healthy.
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

    /** The most memory of the machine that a process in a service's container has had at once, in bytes. */
    public long highestMemory(String service) throws IOException, InterruptedException {
        return 1024 * Long.parseLong(inside(service, HIGHEST_MEMORY));
    }

    /** The memory that a service's container may have, such as {@code 448m}. */
    public String memory(String service) throws IOException {
        return Container.of(service, ROOT).memory();
    }

    /** What {@code make replay} does, and prints; it returns when the table has everything. */
    public String replay() throws IOException, InterruptedException {
        return Docker.printed(List.of("bash", "connect-config/docker/replay.sh"), environment);
    }

    /** Where the brokers are. */
    public Settings settings() {
        return Settings.from(Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", "localhost:" + kafkaPort));
    }

    /** Waits until the table of the shops has so many rows. */
    public void awaitRows(long rows, Duration within) throws IOException, InterruptedException, SQLException {
        long deadline = System.nanoTime() + within.toNanos();
        Program.Stop never = new Program.Stop();
        for (long seen = 0; seen < rows; never.await(LOOK_EVERY_MILLIS)) {
            seen = number("SELECT COUNT(*) AS arrived FROM bi.shops", "arrived");
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "%,d of %,d shops have arrived within %s".formatted(seen, rows, within));
            }
        }
    }

    /** What the database's administrator is answered, in the first row. */
    public long number(String query, String column) throws IOException, SQLException {
        try (Connection administrator = DriverManager.getConnection(
                        "jdbc:mysql://" + Ports.HOST + ":" + mysqlPort + "/bi?sslMode=PREFERRED",
                        "root",
                        Files.readString(secrets.resolve("mysql_root_password")).strip());
                Statement statement = administrator.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(column);
        }
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
