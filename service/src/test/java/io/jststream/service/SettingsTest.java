package io.jststream.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(Setting.class)
    void everySettingIsReadFromItsVariable(Setting setting) {
        assertEquals("x", Settings.from(Map.of(setting.name(), " x ")).get(setting));
        assertFalse(setting.meaning().isBlank());
    }

    @Test
    void fallsBackToTheDefault() {
        assertEquals("catalog", Settings.from(Map.of("JST_CATALOG", "")).get(Setting.JST_CATALOG));
    }

    @Test
    void namesEveryUnknownVariable() {
        OperatorException error = assertThrows(
                OperatorException.class, () -> Settings.from(Map.of("JST_APPKEY", "k", "JST_ZZZ", "z", "PATH", "p")));

        assertEquals(ExitCode.BAD_CONFIGURATION, error.exitCode());
        assertTrue(
                error.getMessage().contains("JST_APPKEY is set but not known, did you mean 'JST_APP_KEY'?"),
                error.getMessage());
        assertTrue(error.getMessage().contains("JST_ZZZ is set but not known"), error.getMessage());
    }

    @Test
    void readsASecretFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "s3cret\n");

        Secret secret =
                Settings.from(Map.of("JST_APP_SECRET_FILE", file.toString())).secret(Setting.JST_APP_SECRET);

        assertEquals("s3cret", secret.value());
        assertEquals("***", secret.toString());
    }

    @Test
    void aSecretThatIsGivenTwiceIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "s3cret\n");

        OperatorException error = assertThrows(
                OperatorException.class,
                () -> Settings.from(Map.of("JST_APP_SECRET_FILE", file.toString(), "JST_APP_SECRET", "other")));

        assertEquals(ExitCode.BAD_CONFIGURATION, error.exitCode());
        assertEquals(
                "environment variables JST_APP_SECRET and JST_APP_SECRET_FILE are both set; leave one of them away",
                error.getMessage());
    }

    @Test
    void aSecretMayComeFromAFileWhereTheVariableIsEmpty() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "s3cret\n");

        Settings settings = Settings.from(Map.of("JST_APP_SECRET_FILE", file.toString(), "JST_APP_SECRET", " "));

        assertEquals("s3cret", settings.get(Setting.JST_APP_SECRET));
    }

    @Test
    void namesASecretFileThatCannotBeRead() {
        OperatorException error = assertThrows(
                OperatorException.class, () -> Settings.from(Map.of("JST_APP_SECRET_FILE", folder + "/none")));

        assertTrue(error.getMessage().contains("JST_APP_SECRET_FILE: the file " + folder + "/none cannot be read"));
    }

    @Test
    void offersNoFileForWhatIsNoSecret() {
        assertThrows(OperatorException.class, () -> Settings.from(Map.of("JST_ACCOUNT_FILE", "x")));
    }

    @Test
    void saysWhichVariableIsMissingAndThatAFileWillDo() {
        OperatorException error = assertThrows(
                OperatorException.class, () -> Settings.from(Map.of()).get(Setting.JST_APP_SECRET));

        assertTrue(error.getMessage().contains("JST_APP_SECRET is not set"), error.getMessage());
        assertTrue(error.getMessage().contains("JST_APP_SECRET_FILE"), error.getMessage());
    }

    @Test
    void handsClientPropertiesThrough() {
        Settings settings = Settings.from(Map.of(
                "JST_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "JST_KAFKA_BOOTSTRAP_SERVERS", "k1:9092",
                "JST_STREAMS_NUM_STREAM_THREADS", "3"));

        assertEquals(Map.of("security.protocol", "SASL_SSL", "bootstrap.servers", "k1:9092"), settings.kafka());
        assertEquals("3", settings.streams().getProperty("num.stream.threads"));
        assertEquals("100", settings.streams().getProperty("commit.interval.ms"));
        assertEquals("SASL_SSL", settings.streams().getProperty("security.protocol"));
    }

    @Test
    void readsDurations() {
        assertEquals(Duration.ofMillis(500), Settings.parseDuration("500ms").orElseThrow());
        assertEquals(Duration.ofSeconds(30), Settings.parseDuration("30 s").orElseThrow());
        assertEquals(Duration.ofMinutes(5), Settings.parseDuration("5m").orElseThrow());
        assertEquals(Duration.ofHours(2), Settings.parseDuration("2h").orElseThrow());
        assertEquals(Duration.ofDays(1), Settings.parseDuration("1d").orElseThrow());
        assertTrue(Settings.parseDuration("5").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "JST_CALL_ATTEMPTS, 0, 'a whole number, at least 1'",
        "JST_CALL_ATTEMPTS, many, 'a whole number, at least 1'",
        "JST_SIMULATOR_ADMIN, yes, true or false",
        "JST_CALL_TIMEOUT, 30, 'a duration such as 500ms, 30s, 5m, 2h or 1d'",
        "JST_CALL_TIMEOUT, 999999999d, 'a duration such as 500ms, 30s, 5m, 2h or 1d'",
        "JST_CALL_TIMEOUT, 99999999999999999999s, 'a duration such as 500ms, 30s, 5m, 2h or 1d'",
        "JST_CALL_TIMEOUT, 9223372036854775807m, 'a duration such as 500ms, 30s, 5m, 2h or 1d'",
        "JST_STATUS_ADDRESS, 8080, host:port",
        "JST_STATUS_ADDRESS, localhost:http, host:port"
    })
    void saysWhatWasFoundAndExpected(Setting setting, String value, String expected) {
        Settings settings = Settings.from(Map.of(setting.name(), value));

        OperatorException error = assertThrows(OperatorException.class, () -> {
            settings.integer(setting, 1);
            settings.flag(setting);
        });
        if (expected.startsWith("a duration")) {
            error = assertThrows(OperatorException.class, () -> settings.duration(setting));
        } else if (expected.startsWith("host")) {
            error = assertThrows(OperatorException.class, () -> settings.address(setting));
        } else if (expected.startsWith("true")) {
            error = assertThrows(OperatorException.class, () -> settings.flag(setting));
        }

        assertEquals(
                "environment variable " + setting + ": found '" + value + "', expected " + expected,
                error.getMessage());
    }

    @Test
    void setsSomeAnew() {
        Settings settings = Settings.from(Map.of()).with(Map.of("JST_BASE_URL", "http://localhost:1"));

        assertEquals("http://localhost:1", settings.get(Setting.JST_BASE_URL));
    }

    @Test
    void readsAClientsSecretFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("jaas"), "Login required;\n");

        Settings settings = Settings.from(Map.of("JST_KAFKA_SASL_JAAS_CONFIG_FILE", file.toString()));

        assertEquals("Login required;", settings.kafka().getProperty("sasl.jaas.config"));
        assertFalse(settings.kafka().containsKey("sasl.jaas.config.file"));
    }

    @Test
    void passesAClientsOwnFilePropertyThrough() {
        Settings settings = Settings.from(Map.of("JST_KAFKA_SASL_OAUTHBEARER_ASSERTION_PRIVATE_KEY_FILE", "/key"));

        assertEquals("/key", settings.kafka().getProperty("sasl.oauthbearer.assertion.private.key.file"));
    }
}
