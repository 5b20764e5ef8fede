package io.jststream.local.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The command lines of MariaDB's one program. It is run directly, not through a library, because those at hand delete a
 * data folder that lies under the system's temporary folder.
 */
final class DatabaseServer {
    private static final int LAST_RESORT_SECONDS = 9;

    private final Path programs;
    private final Path folder;

    /**
     * @param programs where the server and its message files are
     * @param folder where the data and everything that belongs to one run of the server are
     */
    DatabaseServer(Path programs, Path folder) {
        this.programs = programs;
        this.folder = folder;
    }

    Path log() {
        return folder.resolve("server.log");
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path pidFile() {
        return folder.resolve("server.pid");
    }

    /** Makes the system tables, unless they are there; nobody can log in yet. */
    void installOnce() throws IOException, InterruptedException {
        if (Files.exists(data())) {
            return;
        }
        Path unfinished = Files.createTempDirectory(folder, "unfinished");
        Process bootstrap = run(unfinished, List.of("--bootstrap"));
        try {
            feed(bootstrap);
            if (bootstrap.waitFor() != 0) {
                throw new IOException(failure(bootstrap));
            }
        } finally {
            bootstrap.destroyForcibly();
        }
        Files.move(unfinished, data());
    }

    private void feed(Process bootstrap) throws IOException {
        try (OutputStream sql = bootstrap.getOutputStream()) {
            // The server reads one statement a line here, so these two cannot share one.
            sql.write("create database mysql;\nuse mysql;\n".getBytes(StandardCharsets.UTF_8));
            Files.copy(share().resolve("mariadb_system_tables.sql"), sql);
            Files.copy(share().resolve("mariadb_performance_tables.sql"), sql);
        }
    }

    /** Starts serving; the statements run before the first client is let in. */
    Process serve(int port, Path statements) throws IOException {
        return run(
                data(),
                List.of(
                        "--port=" + port,
                        "--bind-address=" + Ports.HOST,
                        "--skip-name-resolve",
                        // No socket file: its path may be 107 characters long at most, and nobody uses it.
                        "--socket=",
                        // Otherwise each start makes a key, which takes up to 10 s.
                        "--skip-ssl",
                        "--character-set-server=utf8mb4",
                        "--init-file=" + statements,
                        "--pid-file=" + pidFile()));
    }

    /** The server that a killed run left behind on this folder: it would keep the files from the next one. */
    Stream<ProcessHandle> orphan() throws IOException {
        if (!Files.exists(pidFile())) {
            return Stream.empty();
        }
        long pid = Long.parseLong(Files.readString(pidFile()).strip());
        return ProcessHandle.of(pid).filter(this::servesThisFolder).stream();
    }

    private boolean servesThisFolder(ProcessHandle process) {
        return List.of(process.info().arguments().orElse(new String[0])).contains(dataOption(data()));
    }

    private static String dataOption(Path data) {
        return "--datadir=" + data;
    }

    /** Why the process has ended, in the server's own words. */
    String failure(Process ended) {
        try (Stream<String> lines = Files.lines(log())) {
            List<String> errors =
                    lines.filter(line -> line.contains("ERROR")).limit(3).toList();
            return "exit code " + ended.exitValue() + ", " + log() + " says: " + String.join(" / ", errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process run(Path data, List<String> options) throws IOException {
        // Each server clears its folder for temporary tables as it starts, whoever they belong to.
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(
                program().toString(),
                "--no-defaults",
                "--basedir=" + programs,
                dataOption(data),
                "--tmpdir=" + temporary,
                "--lc-messages-dir=" + share(),
                "--innodb-buffer-pool-size=64M",
                "--innodb-log-file-size=16M",
                "--aria-pagecache-buffer-size=8M",
                "--key-buffer-size=1M"));
        if ("root".equals(System.getProperty("user.name"))) {
            // As root the server starts only when told that this is meant.
            command.add("--user=root");
        }
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        builder.environment()
                .put("DYLD_FALLBACK_LIBRARY_PATH", programs.resolve("libs").toString());
        return endedWithJvm(builder.start());
    }

    /** A JVM that is told to end and does not get so far as to end its server ends it all the same. */
    private static Process endedWithJvm(Process process) throws IOException {
        Thread hook = new Thread(
                () -> {
                    process.onExit()
                            .completeOnTimeout(process, LAST_RESORT_SECONDS, TimeUnit.SECONDS)
                            .join();
                    process.destroy();
                },
                "end-database");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException endsAlready) {
            process.destroyForcibly();
            throw new IOException("this process is ending", endsAlready);
        }
        return process;
    }

    private Path program() {
        Path windows = programs.resolve("bin/mysqld.exe");
        return Files.exists(windows) ? windows : programs.resolve("bin/mariadbd");
    }

    private Path share() {
        Path macos = programs.resolve("share/mysql");
        return Files.exists(macos) ? macos : programs.resolve("share");
    }
}
