package io.jststream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code make status} says while containers are away, with a program in place of Docker. */
class StatusScriptTest {
    private static final String ROWS = "echo \"rows          shops 317\"";
    private static final String LETTERS = "echo jst.shops.dead:0:3";
    private static final String AWAY = "echo 'service is not running' >&2; exit 1";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void countsRowsAndDeadLetters() throws Exception {
        assertEquals(
                List.of(
                        "services      mysql=healthy",
                        "rows          shops 317",
                        "dead letters  jst.shops.dead at most 3"),
                run(ROWS, LETTERS));
    }

    @Test
    void aDatabaseThatIsAwayIsOneLineAndTheNextLineFollows() throws Exception {
        List<String> lines = run(AWAY, LETTERS);

        assertEquals(3, lines.size(), lines.toString());
        assertTrue(lines.get(1).startsWith("rows          cannot be counted: MySQL is away"), lines.get(1));
        assertEquals("dead letters  jst.shops.dead at most 3", lines.get(2));
    }

    @Test
    void aBrokerThatIsAwayIsOneLineToo() throws Exception {
        List<String> lines = run(ROWS, AWAY);

        assertEquals(3, lines.size(), lines.toString());
        assertTrue(lines.get(2).startsWith("dead letters  cannot be counted: Kafka is away"), lines.get(2));
    }

    @Test
    void rowsOfADatabaseOfOnesOwnAreCountedByTheSupervisorsImage() throws Exception {
        assertEquals(
                "rows          shops 317",
                run("supervisor", "echo 'shops\t317'", AWAY, LETTERS).get(1));
        assertEquals(
                "rows          cannot be counted: the tables' database: no answer",
                run("supervisor", "echo \"error: the tables' database: no answer\" >&2; exit 3", AWAY, LETTERS)
                        .get(1));
    }

    private List<String> run(String mysql, String kafka) throws IOException, InterruptedException {
        return run("mysql", AWAY, mysql, kafka);
    }

    /**
     * What it prints.
     *
     * @param services those of the compose file
     * @param counts what a container does that counts rows
     * @param mysql what a command in MySQL's container does; {@code kafka} the same of Kafka's
     */
    private List<String> run(String services, String counts, String mysql, String kafka)
            throws IOException, InterruptedException {
        Path docker = Files.createDirectories(folder.resolve("bin")).resolve("docker");
        Files.writeString(docker, """
                #!/bin/sh
                case "$*" in
                  "compose ps --format"*) echo "mysql running healthy" ;;
                  "compose config --services") echo %s ;;
                  *RowsMain*) %s ;;
                  "compose exec -T mysql"*) %s ;;
                  "compose exec -T kafka"*) %s ;;
                esac
                """.formatted(services, counts, mysql, kafka));
        assertTrue(docker.toFile().setExecutable(true));
        ProcessBuilder builder = new ProcessBuilder("bash", "docker/status.sh").redirectErrorStream(true);
        builder.environment().merge("PATH", docker.getParent() + ":", (old, ours) -> ours + old);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), printed);
        return printed.lines().toList();
    }
}
