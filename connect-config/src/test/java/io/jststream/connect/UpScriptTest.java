package io.jststream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which order {@code make up} starts what there is, with a program in place of Docker. */
class UpScriptTest {
    private static final int LONGEST_SECONDS = 30;
    private static final String NEVER = "exit 1";
    private static final String BEFORE = "exit 0";
    private static final String SET_UP = "exited 0";
    private static final String REFUSED = "exited 2";
    private static final String FIRST = "compose up --detach setup";
    private static final String READING = "compose up --detach --no-recreate producer";
    private static final String ALL = "compose up --detach --wait";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String printed = "";

    @Test
    void atTheFirstStartAllBeginAtOnce() throws Exception {
        assertEquals(0, run(NEVER, SET_UP), printed);

        assertEquals(List.of("compose build", ALL), starts());
    }

    @Test
    void laterTablesAndConnectorsComeBeforeTheMapping() throws Exception {
        assertEquals(0, run(BEFORE, SET_UP), printed);

        assertEquals(List.of("compose build", FIRST, ALL), starts());
    }

    @Test
    void nothingIsReplacedBeforeSetupHasEnded() throws Exception {
        assertEquals(0, run(BEFORE, "running 0", "restarting 2", "running 0", SET_UP), printed);

        List<String> calls = calls();
        String look = "compose ps --all --format {{.State}} {{.ExitCode}} setup";
        assertEquals(4, calls.stream().filter(look::equals).count(), calls.toString());
        assertTrue(calls.indexOf(ALL) > calls.lastIndexOf(look), calls.toString());
    }

    @Test
    void whereSetupFailsItSaysWhyAndTheOldMappingGoesOn() throws Exception {
        assertEquals(1, run(BEFORE, REFUSED), printed);

        assertEquals(List.of("compose build", FIRST, READING), starts());
        assertEquals(
                List.of(
                        "error: setup has not done its work, so nothing is replaced, and no transformer started",
                        "error: table shops has another primary key"),
                printed.lines().toList());
    }

    @Test
    void whereSetupIsGoneItIsNotWaitedFor() throws Exception {
        assertEquals(1, run(BEFORE, ""), printed);

        assertEquals(List.of("compose build", FIRST, READING), starts());
    }

    @Test
    void whatIsScaledStaysSo() throws Exception {
        Files.writeString(
                folder.resolve("running"), "connect\nkafka\ntransformer\nconnect\ntransformer\ntransformer\n");

        assertEquals(0, run(BEFORE, SET_UP), printed);

        assertEquals(
                List.of(
                        "compose build",
                        "compose up --detach --scale connect=2 setup",
                        ALL + " --scale connect=2 --scale transformer=3"),
                starts());
    }

    @Test
    void profilesHoldForEachStep() throws Exception {
        assertEquals(0, run(List.of("--profile", "monitoring", "--profile", "simulator"), BEFORE, SET_UP), printed);

        String with = "compose --profile monitoring --profile simulator";
        assertEquals(List.of(with + " build", FIRST.replace("compose", with), ALL.replace("compose", with)), starts());
    }

    @Test
    void showsWhatSetupWarnsOfAndNothingElse() throws Exception {
        assertEquals(0, run(BEFORE, SET_UP), printed);

        assertEquals("2026-11-01 WARN SetupMain - a warning\n2026-11-01 INFO SetupMain - Added to tables\n", printed);
        assertFalse(printed.contains("Topic exists"), printed);
    }

    private int run(String volume, String... states) throws IOException, InterruptedException {
        return run(List.of(), volume, states);
    }

    /**
     * Its exit code.
     *
     * @param volume what a look at Kafka's volume does
     * @param states of setup's container, one after the other
     */
    private int run(List<String> arguments, String volume, String... states) throws IOException, InterruptedException {
        placeDocker(volume, states);
        List<String> line = new ArrayList<>(List.of("bash", "docker/up.sh"));
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("printed").toFile());
        builder.environment().merge("PATH", folder.resolve("bin") + ":", (old, ours) -> ours + old);
        builder.environment().put("FOLDER", folder.toString());
        Process process = builder.start();
        boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, "still running");
        printed = Files.readString(folder.resolve("printed"), StandardCharsets.UTF_8);
        return process.exitValue();
    }

    private void placeDocker(String volume, String... states) throws IOException {
        Files.writeString(folder.resolve("states"), String.join("\n", states) + "\n");
        Path docker = Files.createDirectories(folder.resolve("bin")).resolve("docker");
        Files.writeString(docker, """
                #!/bin/sh
                echo "$*" >>"$FOLDER/calls"
                case "$*" in
                  *" config --services")
                    for service in connect kafka mysql mysql-users producer setup supervisor topics transformer; do echo $service; done
                    ;;
                  *" config") printf 'name: "a-stack"\\nservices:\\n  kafka:\\n    container_name: other\\n' ;;
                  "volume inspect a-stack_kafka") %s ;;
                  "volume inspect "*) exit 1 ;;
                  "compose ps --format {{.Service}}") cat "$FOLDER/running" 2>/dev/null ;;
                  "compose ps --all --format {{.State}} {{.ExitCode}} setup")
                    sed -n 1p "$FOLDER/states"
                    sed -i 1d "$FOLDER/states"
                    ;;
                  "compose ps --all --format {{.ExitCode}} setup") echo 2 ;;
                  "compose ps --all --format {{.ExitCode}} "*) echo 0 ;;
                  "compose logs --no-log-prefix --tail 3 setup") for attempt in 1 2 3; do echo "error: table shops has another primary key"; done ;;
                  "compose logs --no-log-prefix --since 2"*" topics setup")
                    echo '2026-11-01 INFO TopicSetup - Topic exists'
                    echo '2026-11-01 WARN SetupMain - a warning'
                    echo '2026-11-01 INFO SetupMain - Added to tables'
                    ;;
                esac
                exit 0
                """.formatted(volume));
        assertTrue(docker.toFile().setExecutable(true));
    }

    /** What it has built and started, in order. */
    private List<String> starts() throws IOException {
        return calls().stream()
                .filter(call -> call.matches("compose .*\\b(build|up)\\b.*"))
                .toList();
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }
}
