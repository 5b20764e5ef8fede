package io.jststream.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Integration;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountsFileTest {
    private static final String TWO = """
            - name: tmall
              app_key: key-1
              app_secret_file: tmall.secret
            - name: douyin
              app_key: key-2
              app_secret_file: douyin.secret
              token_file: douyin-tokens.json
              base_url: https://dev-api.jushuitan.com
              calls_per_second: 10
              calls_per_minute: 200
              integrations: [shops]
            """;

    @TempDir
    Path folder = Path.of("");

    private final Integration shops = Shops.integration();
    private final Integration orders = new Integration("orders", shops.title(), shops.source(), shops.target());

    @BeforeEach
    void putSecrets() throws IOException {
        Files.writeString(folder.resolve("tmall.secret"), "hidden-1\n");
        Files.writeString(folder.resolve("douyin.secret"), "hidden-2");
        Files.writeString(folder.resolve("empty.secret"), "\n");
    }

    @Test
    void readsAccountsWithWhatTheySayAndWhatTheSettingsSay() throws IOException {
        List<AccountConfig> accounts = read(TWO, Map.of("JST_CALLS_PER_MINUTE", "60"));

        AccountConfig tmall = accounts.get(0);
        assertEquals("tmall", tmall.name());
        assertEquals("key-1", tmall.api().account().appKey());
        assertEquals("hidden-1", tmall.api().account().appSecret().value());
        assertEquals("https://openapi.jushuitan.com/", tmall.api().baseUrl().toString());
        assertEquals(Path.of("state/tokens-tmall.json"), tmall.api().tokenFile());
        assertEquals(List.of(5, 60), List.of(tmall.callsPerSecond(), tmall.callsPerMinute()));
        assertEquals(List.of(shops, orders), tmall.integrations());
        AccountConfig douyin = accounts.get(1);
        assertEquals("https://dev-api.jushuitan.com/", douyin.api().baseUrl().toString());
        assertEquals(folder.resolve("douyin-tokens.json"), douyin.api().tokenFile());
        assertEquals(List.of(10, 200), List.of(douyin.callsPerSecond(), douyin.callsPerMinute()));
        assertEquals(List.of(shops), douyin.integrations());
    }

    @Test
    void printsNoSecret() throws IOException {
        assertFalse(read(TWO, Map.of()).toString().contains("hidden"));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        app_key: key-1    | app_kye: key-1     | :2: [0].app_kye: unknown key, expected one of name, app_key, app_secret_file, access_token_file, token_file, base_url, calls_per_second, calls_per_minute, integrations, did you mean 'app_key'?
        app_key: key-1    | #                  | :1: [0].app_key: missing, expected the app_key of the application
        name: douyin      | name: tmall        | :4: [1].name: found 'tmall', expected a name that no other account has: letters, digits, '-', '_' and '.'
        name: tmall       | name: a/b          | :1: [0].name: found 'a/b', expected a name that no other account has: letters, digits, '-', '_' and '.'
        tmall.secret      | no.secret          | :3: [0].app_secret_file: found 'no.secret', expected a readable file that holds the secret and nothing else
        tmall.secret      | empty.secret       | :3: [0].app_secret_file: found 'empty.secret', expected a readable file that holds the secret and nothing else
        https://dev       | htps://dev         | :8: [1].base_url: found 'htps://dev-api.jushuitan.com', expected a URL such as https://openapi.jushuitan.com
        second: 10        | second: 0          | :9: [1].calls_per_second: found '0', expected a whole number, at least 1
        [shops]           | [shop]             | :11: [1].integrations[0]: found 'shop', expected an integration of the catalog: shops, orders, did you mean 'shops'?
        [shops]           | [shops, shops]     | :11: [1].integrations[1]: found 'shops', expected each integration once
        [shops]           | []                 | :11: [1].integrations: found a list, expected at least one integration, or no such key for all of the catalog
        """)
    void refusesWithFileLineKeyFoundAndExpected(String line, String instead, String message) {
        OperatorException error = assertThrows(
                OperatorException.class,
                () -> read(TWO.replaceFirst(java.util.regex.Pattern.quote(line), instead), Map.of()));

        assertEquals(ExitCode.BAD_CONFIGURATION, error.exitCode());
        assertTrue(
                error.getMessage().lines().anyMatch((folder.resolve("accounts.yaml") + message)::equals),
                error.getMessage());
    }

    /** Two names for one application would each spend its whole quota. */
    @Test
    void refusesTwoAccountsOfOneApplication() {
        String twice = TWO.replace("key-2", "key-1").replace("  base_url: https://dev-api.jushuitan.com\n", "");

        OperatorException error = assertThrows(OperatorException.class, () -> read(twice, Map.of()));

        assertTrue(
                error.getMessage().contains(":5: [1].app_key: found 'key-1', expected an app_key that no other"),
                error.getMessage());
    }

    @Test
    void saysAllErrorsTogether() {
        String wrong = TWO.replace("tmall.secret", "no.secret").replace("second: 10", "second: x");

        OperatorException error = assertThrows(OperatorException.class, () -> read(wrong, Map.of()));

        assertEquals(2, error.getMessage().lines().count(), error.getMessage());
    }

    @Test
    void refusesAFileThatIsNotThereOrHoldsNoAccount() {
        OperatorException absent = assertThrows(
                OperatorException.class,
                () -> AccountsFile.read(folder.resolve("no.yaml"), Settings.from(Map.of()), List.of(shops)));
        assertTrue(
                absent.getMessage()
                        .contains(
                                "no.yaml: no such file, or in a folder that this process may not enter (in a container it is"
                                        + " user 10001), expected the list of accounts"),
                absent.getMessage());

        assertThrows(OperatorException.class, () -> read("[]", Map.of()));
        assertThrows(OperatorException.class, () -> read("", Map.of()));
    }

    private List<AccountConfig> read(String text, Map<String, String> environment) throws IOException {
        Path file = Files.writeString(folder.resolve("accounts.yaml"), text);
        Map<String, String> all = new HashMap<>(environment);
        all.put("JST_ACCOUNTS", file.toString());
        return AccountConfig.from(Settings.from(all), List.of(shops, orders));
    }
}
