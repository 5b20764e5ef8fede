package io.jststream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.service.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocalPartsTest {
    private static final Path DATA = Path.of("data").toAbsolutePath();

    @Test
    void everySourceHasAFolderOfItsOwn() {
        assertEquals(DATA.resolve("simulator"), folder(Map.of()));

        List<Path> merchants = Stream.of(
                        Map.of("JST_APP_KEY", "one"),
                        Map.of("JST_APP_KEY", "other"),
                        Map.of("JST_APP_KEY", "one", "JST_BASE_URL", "https://dev-api.jushuitan.com"),
                        Map.of("JST_ACCOUNTS", "accounts.yaml"),
                        Map.of("JST_ACCOUNTS", "other.yaml"))
                .map(LocalPartsTest::folder)
                .toList();

        assertEquals(5, merchants.stream().distinct().count(), merchants::toString);
        assertEquals(
                List.of(DATA),
                merchants.stream().map(Path::getParent).distinct().toList());
        assertEquals(
                List.of(12, 12, 12, 12, 12),
                merchants.stream().map(LocalPartsTest::length).toList());
    }

    @Test
    void theSameSourceFindsItsFolderAgain() {
        assertEquals(folder(Map.of("JST_APP_KEY", "one")), folder(Map.of("JST_APP_KEY", "one")));
        assertEquals(
                folder(Map.of("JST_ACCOUNTS", "accounts.yaml")),
                folder(Map.of(
                        "JST_ACCOUNTS",
                        Path.of("accounts.yaml").toAbsolutePath().toString(),
                        "JST_APP_KEY",
                        "unused")));
    }

    @Test
    void theSimulatorIsReadWhereNoMerchantIsNamed() {
        assertTrue(LocalParts.simulated(Settings.from(Map.of("JST_BASE_URL", "https://dev-api.jushuitan.com"))));
        assertFalse(LocalParts.simulated(Settings.from(Map.of("JST_APP_KEY", "one"))));
        assertFalse(LocalParts.simulated(Settings.from(Map.of("JST_ACCOUNTS", "accounts.yaml"))));
    }

    private static int length(Path folder) {
        return folder.getFileName().toString().length();
    }

    private static Path folder(Map<String, String> source) {
        Map<String, String> variables = new HashMap<>(source);
        variables.put("JST_LOCAL_DATA", DATA.toString());
        return LocalParts.data(LocalParts.ofSource(Settings.from(variables)));
    }
}
