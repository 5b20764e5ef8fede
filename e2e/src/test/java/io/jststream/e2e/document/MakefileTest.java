package io.jststream.e2e.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.e2e.tool.House;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a target of the Makefile runs, where nothing else would show that it runs something else. */
class MakefileTest {
    private static final Pattern LARGE = Pattern.compile("^ *@Tag\\(\"large\"\\)", Pattern.MULTILINE);
    private static final Pattern TESTS = Pattern.compile(" -Dexcluded\\.tags=none .*-Dtest=([\\w,]+)");

    /** The suites of every change leave them out. */
    @Test
    void everyLargeTestHasATargetThatNamesIt() {
        Map<String, String> sources = House.testSources();
        Set<String> large = new TreeSet<>(sources.keySet());
        large.removeIf(name -> !LARGE.matcher(sources.getOrDefault(name, "")).find());
        Set<String> named = new TreeSet<>();
        Matcher tests = TESTS.matcher(House.read(House.ROOT.resolve("Makefile")));
        while (tests.find()) {
            named.addAll(Arrays.asList(tests.group(1).split(",")));
        }

        assertFalse(large.isEmpty());
        assertTrue(named.containsAll(large), "expected " + large + ", found " + named);
        assertTrue(sources.keySet().containsAll(named), "expected tests, found " + named);
    }

    @Test
    void whatIsHeldIsKeptWhereMakeReleaseIsToldTo() throws Exception {
        assertEquals("ReleaseMain shops north --drop", released("DROP=1", "A=north"));
        assertEquals("ReleaseMain orders", released("I=orders"));
    }

    /** Whoever has a stack of an older version, or has lost one of them. */
    @Test
    void secretsThatAreMissingAreMadeWhicheverAreThere(@TempDir Path folder) throws Exception {
        copy("Makefile", folder);
        copy("connect-config/docker/secrets.sh", folder);
        make(folder, Map.of(), "secrets");
        Path password = folder.resolve("secrets/mysql_password");
        String before = Files.readString(password);
        Files.delete(folder.resolve("secrets/jst_app_secret"));

        assertEquals("made secrets/jst_app_secret", make(folder, Map.of(), "secrets"));

        assertEquals(before, Files.readString(password));
        assertTrue(make(folder, Map.of(), "-n", "up").contains("secrets.sh secrets"), "with every make up");
    }

    /** What Compose puts into its file, and not only what it hands to the programs. */
    @Test
    void composeReadsTheFileOfTheSettingsWhereverItIs(@TempDir Path folder) throws Exception {
        copy("Makefile", folder);
        Files.writeString(folder.resolve("there.env"), "COMPOSE_PROFILES=of-the-file\n");
        Path docker = Files.createDirectories(folder.resolve("bin")).resolve("docker");
        Files.writeString(docker, "#!/bin/sh\necho \"${ENV_FILE-none} ${COMPOSE_ENV_FILES-none}\"\n");
        assertTrue(docker.toFile().setExecutable(true));
        Map<String, String> path = Map.of("PATH", docker.getParent() + ":" + System.getenv("PATH"));

        assertTrue(make(folder, path, "ps").endsWith("none none"), "Compose's own .env");
        assertTrue(make(folder, path, "ps", "ENV_FILE=there.env").endsWith("there.env there.env"));
        Map<String, String> exported = new TreeMap<>(path);
        exported.put("ENV_FILE", "there.env");
        assertTrue(make(folder, exported, "ps").endsWith("there.env there.env"));
        assertTrue(make(folder, exported, "-n", "up", "MONITORING=1")
                .contains("up.sh --profile monitoring --profile of-the-file"));
        assertFalse(make(folder, exported, "-n", "up").contains("cp .env.example"));
        assertTrue(make(folder, path, "-n", "up").contains("cp .env.example .env"));
    }

    @Test
    void thePipelineIsStartedInTheOrderOfItsScript() throws Exception {
        String up = make(House.ROOT, Map.of(), "-n", "up");
        assertTrue(up.contains(" bash connect-config/docker/up.sh"), up);
    }

    private static void copy(String file, Path folder) throws IOException {
        Path copy = folder.resolve(file);
        Files.createDirectories(copy.resolveSibling(""));
        Files.copy(House.ROOT.resolve(file), copy);
    }

    /** The program that make would call, and with what. */
    private static String released(String... variables) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-n", "release"));
        arguments.addAll(List.of(variables));
        String printed = make(House.ROOT, Map.of(), arguments.toArray(String[]::new));
        return printed.replaceAll(" +", " ").replaceFirst("(?s).*(?=ReleaseMain)", "");
    }

    /** What make prints, in a folder that has the Makefile. */
    private static String make(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("make"));
        command.addAll(List.of(arguments));
        ProcessBuilder make =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        // the make that this test runs under has told of itself
        make.environment()
                .keySet()
                .removeIf(name -> name.startsWith("MAKE")
                        || name.startsWith("MFLAGS")
                        || name.endsWith("ENV_FILE")
                        || name.equals("COMPOSE_ENV_FILES"));
        make.environment().putAll(environment);
        Process process = make.start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed.strip();
    }
}
