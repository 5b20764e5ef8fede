package io.jststream.e2e.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.e2e.tool.House;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

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

    /** The program that make would call, and with what. */
    private static String released(String... variables) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("make", "-n", "release"));
        command.addAll(List.of(variables));
        ProcessBuilder make =
                new ProcessBuilder(command).directory(House.ROOT.toFile()).redirectErrorStream(true);
        // the make that this test runs under has told of itself
        make.environment().keySet().removeIf(name -> name.startsWith("MAKE") || name.startsWith("MFLAGS"));
        Process process = make.start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed.strip().replaceAll(" +", " ").replaceFirst("(?s).*(?=ReleaseMain)", "");
    }
}
