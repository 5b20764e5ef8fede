package io.jststream.e2e.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.e2e.tool.House;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code ./jst} as a process of its own, with the repository's Makefile, in a house with a blank in its name and called
 * from elsewhere. Its classes are those of this test.
 */
class JstScriptTest {
    private static final int BAD_CONFIGURATION = 2;
    private static final int ENVIRONMENT = 3;
    private static final int LONGEST_SECONDS = 60;
    private static final List<String> TOOLS = List.of("sh", "dirname", "cat", "make", "find");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String printed = "";

    @BeforeEach
    void build() throws IOException {
        copy("jst");
        copy("Makefile");
        copy("catalog/shops.yaml");
        Files.createDirectories(house().resolve("target"));
        Files.createDirectories(house().resolve("console/target"));
        Files.createDirectories(elsewhere());
        Files.writeString(house().resolve("target/built"), "");
        Files.writeString(house().resolve("console/target/classpath"), System.getProperty("java.class.path"));
    }

    @Test
    void listsItsVerbs() throws Exception {
        assertEquals(0, jst(withJava(), "--help"), printed);

        for (String verb : List.of("check", "plan", "apply", "status", "dlq")) {
            assertTrue(printed.contains("  " + verb + " "), printed);
        }
    }

    @Test
    void checksTheCatalogOfItsOwnHouse() throws Exception {
        assertEquals(0, jst(withJava(), "check"), printed);

        assertTrue(printed.contains("ok: shops"), printed);
    }

    @Test
    void aBrokenCatalogIsExitCodeTwo() throws Exception {
        Path shops = house().resolve("catalog/shops.yaml");
        Files.writeString(shops, Files.readString(shops).replace("every:", "evry:"));

        assertEquals(BAD_CONFIGURATION, jst(withJava(), "check"), printed);

        assertTrue(printed.contains("shops.yaml:"), printed);
        assertTrue(printed.contains("evry"), printed);
    }

    @Test
    void anArgumentWithABlankIsOne() throws Exception {
        Path other = Files.createDirectories(folder.resolve("another catalog"));
        Files.copy(house().resolve("catalog/shops.yaml"), other.resolve("shops.yaml"));
        Map<String, String> environment = new HashMap<>(withJava());
        environment.put("JST_CATALOG", "../another catalog");
        Files.delete(house().resolve("catalog/shops.yaml"));

        assertEquals(0, jst(environment, "check"), printed);
        assertEquals(BAD_CONFIGURATION, jst(environment, "preview", "no such"), printed);
        assertTrue(printed.contains("no such"), printed);
    }

    @Test
    void classesThatCannotBeBuiltAreExitCodeThree() throws Exception {
        Files.delete(house().resolve("target/built"));
        Path bin = bin("java");

        assertEquals(ENVIRONMENT, jst(Map.of("PATH", bin.toString()), "check"), printed);

        assertTrue(printed.contains("building ..."), printed);
        assertTrue(printed.contains("error: the classes of the command line are not built"), printed);
        assertTrue(printed.contains("Maven"), printed);
    }

    @Test
    void withoutJavaAndDockerItSaysWhatToInstall() throws Exception {
        assertEquals(ENVIRONMENT, jst(Map.of("PATH", bin().toString()), "check"), printed);

        assertEquals(1, printed.lines().count(), printed);
        assertTrue(printed.startsWith("error: docker is not on the PATH"), printed);
        assertTrue(printed.contains("JDK 17"), printed);
    }

    @Test
    void withoutJavaItTakesTheContainer() throws Exception {
        Path bin = bin();
        Path docker = Files.writeString(bin.resolve("docker"), "#!/bin/sh\necho \"in $PWD: $*\"\n");
        assertTrue(docker.toFile().setExecutable(true));

        assertEquals(0, jst(Map.of("PATH", bin.toString()), "check", "--live"), printed);

        assertEquals("in " + house() + ": compose run --rm --no-deps -T jst check --live\n", printed);
    }

    @Test
    void theContainerHasTheSettingsOfTheFileThatIsNamed() throws Exception {
        Path bin = bin();
        Path docker = Files.writeString(bin.resolve("docker"), "#!/bin/sh\necho \"${COMPOSE_ENV_FILES-none}\"\n");
        assertTrue(docker.toFile().setExecutable(true));

        assertEquals(0, jst(Map.of("PATH", bin.toString()), "plan"), printed);
        assertEquals("none\n", printed);
        assertEquals(0, jst(Map.of("PATH", bin.toString(), "ENV_FILE", "there.env"), "plan"), printed);
        assertEquals("there.env\n", printed);
    }

    private Path house() {
        return folder.resolve("a house");
    }

    private Path elsewhere() {
        return folder.resolve("elsewhere");
    }

    private void copy(String file) throws IOException {
        Path copy = house().resolve(file);
        Files.createDirectories(copy.resolve("..").normalize());
        Files.copy(House.ROOT.resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** The Java of this test, before whatever else there is. */
    private static Map<String, String> withJava() {
        return Map.of("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));
    }

    /** A folder of programs that has what every machine has, and these; the script finds no others. */
    private Path bin(String... programs) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(bin.resolve(tool), installed(tool));
        }
        for (String program : programs) {
            Path stub = Files.writeString(bin.resolve(program), "#!/bin/sh\n");
            assertTrue(stub.toFile().setExecutable(true));
        }
        return bin;
    }

    private static Path installed(String tool) {
        for (String directory : String.valueOf(System.getenv("PATH")).split(":")) {
            Path program = Path.of(directory, tool);
            if (Files.isExecutable(program)) {
                return program;
            }
        }
        throw new AssertionError("no " + tool + " on the PATH");
    }

    private int jst(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("../a house/jst"));
        line.addAll(List.of(arguments));
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(elsewhere().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS), "still running");
        } finally {
            process.destroyForcibly();
            printed = Files.readString(output);
        }
        return process.exitValue();
    }
}
