package io.jststream.bench.parts;

import io.jststream.local.embedded.Ports;
import io.jststream.service.Program;
import io.jststream.service.Secret;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The MySQL of docker-compose.yml in a container of its own, with the options and the memory that it has there. */
public final class Mysql implements Server {
    private static final Secret PASSWORD = new Secret("bench");
    private static final String USER = "jst";
    private static final long START_NANOS = TimeUnit.MINUTES.toNanos(3);
    private static final long LOOK_EVERY_MILLIS = 200;

    private final String container;
    private final int port;
    /** So that no container stays where the measurement is broken off. */
    private final Thread atTheEnd = new Thread(this::remove, "remove-container");

    private Mysql(String container, int port) {
        this.container = container;
        this.port = port;
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    /** Starts it and returns when it lets its user in. */
    public static Mysql start(Container of) throws IOException, InterruptedException {
        Mysql mysql = new Mysql("jst-stream-bench-" + ProcessHandle.current().pid(), Ports.claim(0, "database"));
        try {
            Docker.run(mysql.arguments(of).toArray(String[]::new));
            mysql.awaitReady();
            return mysql;
        } catch (IOException | InterruptedException | RuntimeException e) {
            mysql.close();
            throw e;
        }
    }

    private List<String> arguments(Container of) {
        List<String> run = new ArrayList<>(List.of("run", "--detach", "--rm", "--name", container));
        run.addAll(List.of("--memory", of.memory(), "--publish", Ports.HOST + ":" + port + ":3306"));
        Map.of(
                        "MYSQL_DATABASE",
                        "bi",
                        "MYSQL_USER",
                        USER,
                        "MYSQL_PASSWORD",
                        PASSWORD.value(),
                        "MYSQL_RANDOM_ROOT_PASSWORD",
                        "yes")
                .forEach((name, value) -> run.addAll(List.of("--env", name + "=" + value)));
        run.add(of.image());
        run.addAll(of.command());
        // For LOAD DATA; nothing else here sends the server a file.
        run.add("--local-infile=ON");
        return run;
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_NANOS;
        while (true) {
            try (Connection connection = DriverManager.getConnection(jdbcUrl(), USER, PASSWORD.value())) {
                return;
            } catch (SQLException notYet) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("MySQL lets nobody in after three minutes: " + notYet.getMessage(), notYet);
                }
            }
            new Program.Stop().await(LOOK_EVERY_MILLIS);
        }
    }

    @Override
    public String jdbcUrl() {
        return "jdbc:mysql://" + Ports.HOST + ":" + port
                + "/bi?rewriteBatchedStatements=true&sslMode=DISABLED&allowPublicKeyRetrieval=true";
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    public Secret password() {
        return PASSWORD;
    }

    @Override
    public Map<String, String> debeziumOverrides() {
        return Map.of();
    }

    /** The server's process, where containers are processes of this machine. */
    @Override
    public List<ProcessHandle> processes() {
        try {
            long process = Long.parseLong(Docker.run("inspect", "--format", "{{.State.Pid}}", container));
            return ProcessHandle.of(process)
                    .filter(found -> found.info().command().orElse("").contains("mysqld"))
                    .stream()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void remove() {
        try {
            Docker.run("rm", "--force", "--volumes", container);
        } catch (IOException e) {
            System.err.println("the container " + container + " may be left: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (Runtime.getRuntime().removeShutdownHook(atTheEnd)) {
            remove();
        }
    }
}
