package io.jststream.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.service.Setting;
import io.jststream.service.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that gives MySQL the passwords of the files, with a program in place of MySQL's that keeps what it is told. */
class MysqlUsersScriptTest {
    private static final String ACCEPTS = "cat >\"$SEEN/sql\"; printf '%s' \"$MYSQL_PWD\" >\"$SEEN/login\"";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String printed = "";

    @BeforeEach
    void makeSecrets() throws IOException {
        write("mysql_root_password", "root0\n");
        write("mysql_password", "jst1\n");
        write("sink", "password=sink2\n");
        mysql(ACCEPTS);
    }

    @Test
    void givesMysqlThePasswordsOfTheFiles() throws Exception {
        assertEquals(0, run(), printed);

        assertEquals("root0", read("login"));
        assertPasswords("jst1", "sink2");
        assertTrue(read("sql").contains("GRANT SELECT, INSERT, UPDATE, DELETE ON bi.* TO 'jst_sink'@'%';"));
    }

    /** As an editor of Windows writes them, or a person with blanks: each service reads the file by its own rules. */
    @ParameterizedTest
    @ValueSource(strings = {"%s\r\n", "%s", "  %s\n", "\t%s\r\n\r\n"})
    void mysqlHasThePasswordThatTheServicesRead(String form) throws Exception {
        Path own = write("mysql_password", form.formatted("jst1"));
        Path sink = write("sink", "# of the sink\r\npassword=" + form.formatted("sink2"));

        assertEquals(0, run(), printed);

        Settings settings = Settings.from(Map.of("JST_MYSQL_PASSWORD_FILE", own.toString()));
        try (FileConfigProvider properties = new FileConfigProvider()) {
            properties.configure(Map.of());
            assertPasswords(
                    settings.get(Setting.JST_MYSQL_PASSWORD),
                    properties.get(sink.toString()).data().getOrDefault("password", ""));
        }
        assertPasswords("jst1", "sink2");
    }

    /** The server has made root's password of the whole file. */
    @Test
    void rootLogsInAsTheServerReadItsFile() throws Exception {
        write("mysql_root_password", "root0\r\n");

        assertEquals(0, run(), printed);

        assertEquals("root0\r", read("login"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            mysql_password, a'b,           secrets/mysql_password has a ' or a \\ in its password
            mysql_password, a\\b,          secrets/mysql_password has a ' or a \\ in its password
            sink,           password=a'b,  secrets/sink.properties (password=...) has a ' or a \\ in its password
            sink,           password=a\\b, secrets/sink.properties (password=...) has a ' or a \\ in its password
            mysql_password, ``,            secrets/mysql_password holds no password
            sink,           passwort=a,    secrets/sink.properties (password=...) holds no password
            """)
    void whatItsReadersWouldTakeForDifferentPasswordsIsRefused(String file, String text, String message)
            throws Exception {
        write(file, text + "\n");

        assertEquals(1, run(), printed);

        assertTrue(printed.startsWith("error: " + message), printed);
        assertTrue(printed.contains("letters and digits"), printed);
        assertFalse(Files.exists(folder.resolve("seen/sql")), "MySQL is asked for nothing");
    }

    @Test
    void aPasswordThatIsNotTheDatabasesIsExplained() throws Exception {
        mysql("echo \"ERROR 1045 (28000): Access denied for user 'root'\" >&2; exit 1");

        assertEquals(1, run(), printed);

        assertTrue(printed.contains("secrets/mysql_root_password is not the password of this database"), printed);
    }

    private void assertPasswords(String jst, String sink) throws IOException {
        String sql = read("sql");
        assertTrue(sql.contains("CREATE USER IF NOT EXISTS 'jst_sink'@'%' IDENTIFIED BY '" + sink + "';"), sql);
        assertTrue(sql.contains("ALTER USER 'jst_sink'@'%' IDENTIFIED BY '" + sink + "';"), sql);
        assertTrue(sql.contains("CREATE USER IF NOT EXISTS 'jst'@'%' IDENTIFIED BY '" + jst + "';"), sql);
        assertTrue(sql.contains("ALTER USER 'jst'@'%' IDENTIFIED BY '" + jst + "';"), sql);
    }

    private int run() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("seen"));
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        "docker/mysql-users.sh",
                        folder.resolve("secrets").toString())
                .redirectErrorStream(true);
        builder.environment().merge("PATH", folder + "/bin:", (old, ours) -> ours + old);
        builder.environment().put("SEEN", folder.resolve("seen").toString());
        Process process = builder.start();
        printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return process.exitValue();
    }

    private void mysql(String body) throws IOException {
        Path program = Files.createDirectories(folder.resolve("bin")).resolve("mysql");
        Files.writeString(program, "#!/bin/sh\n" + body + "\n");
        assertTrue(program.toFile().setExecutable(true));
    }

    private Path write(String secret, String text) throws IOException {
        return Files.writeString(
                Files.createDirectories(folder.resolve("secrets")).resolve(secret), text);
    }

    private String read(String seen) throws IOException {
        return Files.readString(folder.resolve("seen").resolve(seen));
    }
}
