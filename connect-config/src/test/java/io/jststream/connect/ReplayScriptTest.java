package io.jststream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code make replay} makes of its arguments, and what it leaves when it is broken off, with a program in place of Docker. */
class ReplayScriptTest {
    private static final int BAD_CONFIGURATION = 2;
    private static final int INTERRUPTED = 130;
    private static final int LONGEST_SECONDS = 30;
    private static final String TIME = "2026-11-01T00:00:00+08:00";
    private static final String START = "compose start transformer";
    private static final String FORGET = "compose exec -T kafka /opt/kafka/bin/kafka-consumer-groups.sh"
            + " --bootstrap-server localhost:9092 --delete --group jst-transformer.replay";
    private static final String GOES_ON = "echo @start; echo mapping 3 records again";
    private static final String WAITS = "echo waiting; read -r never";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String printed = "";
    private String noted = "";

    /** Its one row has another digest once the transformer was started again. */
    @BeforeEach
    void placeDocker() throws IOException {
        afterTheStop(GOES_ON);
    }

    @Test
    void withoutArgumentsItMapsEverything() throws Exception {
        assertEquals(0, run(), noted);

        assertEquals(
                List.of(
                        "stopping 1 transformer instance(s)",
                        "mapping 3 records again",
                        "table: 0 inserted, 1 updated, 0 deleted, 0 unchanged"),
                printed.lines().toList());
        assertEquals("", noted);
        assertEquals("", asked());
    }

    @ParameterizedTest
    @ValueSource(strings = {TIME, "--from " + TIME, "--from=" + TIME})
    void takesATimeInEachForm(String arguments) throws Exception {
        assertEquals(0, run(arguments.split(" ")), noted);

        assertEquals(" " + TIME, asked());
    }

    @Test
    void anAnswerAsJsonStandsAloneOnStandardOutput() throws Exception {
        assertEquals(0, run("--json", "--from", TIME), noted);

        assertEquals("{\"inserted\":0,\"updated\":1,\"deleted\":0,\"unchanged\":0}\n", printed);
        assertEquals(
                List.of("stopping 1 transformer instance(s)", "mapping 3 records again"),
                noted.lines().toList());
        assertEquals(" " + TIME, asked());
    }

    @Test
    void saysWhatCanBeTyped() throws Exception {
        assertEquals(0, run("--json", "--help"), noted);

        for (String option : List.of("--from=<time>", "--help", "--json")) {
            assertTrue(printed.contains(option), printed);
        }
        assertEquals(List.of(), calls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--form=" + TIME, "-x", "--json=yes"})
    void anUnknownOptionIsNamed(String option) throws Exception {
        assertEquals(BAD_CONFIGURATION, run(TIME, option));

        assertTrue(noted.startsWith("error: unknown option " + option + ", expected --from, --json or --help"), noted);
        assertEquals(List.of(), calls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--from", "--from " + TIME + " " + TIME})
    void noTimeAndTwoTimesAreRefused(String arguments) throws Exception {
        assertEquals(BAD_CONFIGURATION, run(arguments.split(" ")));

        assertTrue(noted.startsWith("error: "), noted);
        assertTrue(noted.contains(", expected one"), noted);
        assertEquals(List.of(), calls());
    }

    @Test
    void brokenOffBeforeTheStartItCallsTheReplayOffAndThenStartsTheTransformer() throws Exception {
        afterTheStop(WAITS);

        assertEquals(INTERRUPTED, interruptAt("waiting"));

        List<String> calls = calls();
        assertEquals(1, calls.stream().filter(START::equals).count(), calls.toString());
        assertEquals(List.of(FORGET, START), calls.subList(calls.size() - 2, calls.size()));
    }

    @Test
    void brokenOffAfterTheStartItLetsTheReplayGoOn() throws Exception {
        afterTheStop(GOES_ON + "; " + WAITS);

        assertEquals(INTERRUPTED, interruptAt("waiting"));

        List<String> calls = calls();
        assertEquals(1, calls.stream().filter(START::equals).count(), calls.toString());
        assertFalse(calls.contains(FORGET), calls.toString());
    }

    /** @param then what the process that asks for the replay does once the transformer is stopped */
    private void afterTheStop(String then) throws IOException {
        Path docker = Files.createDirectories(folder.resolve("bin")).resolve("docker");
        Files.writeString(docker, """
                #!/bin/sh
                echo "$*" >>"$CALLS"
                case "$*" in
                  "compose ps --quiet "*) echo 5151a0c4e8f2 ;;
                  *RowsMain) printf 'shops\\t1\\t%%d\\n' "$(grep -cx 'compose start transformer' "$CALLS")" ;;
                  *ReplayMain*)
                    echo @stop jst-transformer.replay
                    read -r answer
                    [ "$answer" = stopped ] || exit 1
                    %s
                    ;;
                esac
                """.formatted(then));
        assertTrue(docker.toFile().setExecutable(true));
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return exitCode(process);
    }

    /** Presses Ctrl-C when that line is printed. */
    private int interruptAt(String line) throws IOException, InterruptedException {
        Process process = start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String found = lines.readLine(); !line.equals(found); found = lines.readLine()) {
            assertTrue(found != null, () -> "ended before it printed " + line);
        }
        assertEquals(
                0,
                new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor());
        return exitCode(process);
    }

    private int exitCode(Process process) throws IOException, InterruptedException {
        boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, "still running");
        noted = Files.readString(folder.resolve("noted"));
        return process.exitValue();
    }

    private Process start(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(shell());
        line.add("docker/replay.sh");
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectError(folder.resolve("noted").toFile());
        builder.environment().merge("PATH", folder.resolve("bin") + ":", (old, ours) -> ours + old);
        builder.environment().put("CALLS", folder.resolve("calls").toString());
        builder.environment().put("TMPDIR", folder.toString());
        return builder.start();
    }

    /** Bash, which hears of an interrupt also where this process was started in the background and does not. */
    private static List<String> shell() throws IOException, InterruptedException {
        Process asked = new ProcessBuilder("bash", "-c", "trap -p INT").start();
        boolean deaf = asked.getInputStream().readAllBytes().length > 0;
        asked.waitFor();
        return deaf ? List.of("env", "--default-signal=INT", "bash") : List.of("bash");
    }

    private List<String> calls() throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /** What follows the name of the program that asks for the replay. */
    private String asked() throws IOException {
        try (Stream<String> calls = calls().stream()) {
            return calls.filter(call -> call.contains("ReplayMain"))
                    .map(call -> call.replaceFirst(".*ReplayMain", ""))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
