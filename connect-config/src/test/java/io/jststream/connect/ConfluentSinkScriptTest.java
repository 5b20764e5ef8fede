package io.jststream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that fetches Confluent's sink into the image, with a repository made of a folder in place of Confluent's. */
class ConfluentSinkScriptTest {
    private static final String JAR = "kafka-connect-jdbc-10.9.0.jar";
    private static final String SHA1_OF_JAR = "f92e777f4341930bad9b2422283c4680d00dbc06";
    private static final String SHA256_OF_JAR = "0163f1eea7894350060624d315234d40c508ab251ba121714e234503045faadd";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String printed = "";

    @BeforeEach
    void makeRepository() throws IOException {
        write("repository/" + JAR, "jar");
        write("repository/" + JAR + ".sha1", SHA1_OF_JAR);
        write("build/connect-config/plugins/README.md", "");
        write("build/connect-config/target/plugins/debezium-connector-jdbc/mysql-connector-j-1.jar", "driver");
        program(
                "curl",
                "for last; do :; done; cp \"$REPOSITORY/${last##*/}\" \"$(echo \"$@\" | sed 's/.*-o \\([^ ]*\\) .*/\\1/')\"");
        program("mvn", "for last; do :; done; touch \"${last#*=}/re2j-1.7.jar\"");
    }

    @Test
    void takesTheFileThatIsPinned() throws Exception {
        assertEquals(0, run(SHA256_OF_JAR), printed);

        assertTrue(Files.exists(plugins().resolve(JAR)));
        assertTrue(Files.exists(plugins().resolve("re2j-1.7.jar")));
        assertTrue(Files.exists(plugins().resolve("mysql-connector-j-1.jar")));
    }

    @Test
    void refusesAnyOther() throws Exception {
        assertEquals(1, run("0".repeat(64)));

        assertTrue(printed.contains("CONFLUENT_JDBC_SHA256 names: found " + SHA256_OF_JAR), printed);
    }

    @Test
    void saysWhatToPinWhereNothingIs() throws Exception {
        assertEquals(0, run(""), printed);

        assertTrue(printed.contains("set CONFLUENT_JDBC_SHA256=" + SHA256_OF_JAR), printed);
    }

    @Test
    void refusesABrokenDownloadWhereNothingIsPinned() throws Exception {
        write("repository/" + JAR + ".sha1", "0".repeat(40));

        assertEquals(1, run(""));

        assertTrue(printed.contains("does not have the checksum that is published beside it"), printed);
    }

    @Test
    void namesTheSettingsThatHelpWhereNothingCanBeFetched() throws Exception {
        Files.delete(folder.resolve("repository").resolve(JAR));

        assertEquals(1, run(""));

        assertTrue(printed.contains("JDBC_SINK=jst"), printed);
        assertTrue(printed.contains("connect-config/plugins/"), printed);
    }

    @Test
    void fetchesNothingWhereAConnectorWasPutByHand() throws Exception {
        write("build/connect-config/plugins/mine/sink.jar", "mine");

        assertEquals(0, run(""), printed);

        assertFalse(Files.exists(plugins().resolve(JAR)));
    }

    private Path plugins() {
        return folder.resolve("plugins/confluentinc-kafka-connect-jdbc");
    }

    private int run(String sha256) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        "docker/confluent-sink.sh",
                        "10.9.0",
                        sha256,
                        folder.resolve("plugins").toString())
                .redirectErrorStream(true);
        builder.environment().merge("PATH", folder + "/bin:", (old, ours) -> ours + old);
        builder.environment().put("BUILD", folder.resolve("build").toString());
        builder.environment().put("REPOSITORY", folder.resolve("repository").toString());
        Process process = builder.start();
        printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return process.exitValue();
    }

    private void program(String name, String body) throws IOException {
        Path program = write("bin/" + name, "#!/bin/sh\n" + body + "\n");
        assertTrue(program.toFile().setExecutable(true));
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(folder.resolve(name.replaceAll("/[^/]*$", "")));
        return Files.writeString(file, text);
    }
}
