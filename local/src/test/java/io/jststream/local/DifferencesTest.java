package io.jststream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private static final Map<String, Map<String, @Nullable String>> SHOPS =
            Map.of("1", row("天猫旗舰店", null), "2", row("拆呗", "2023-01-03 09:43:26.487"));

    @Test
    void equalTablesHaveNone() {
        assertEquals(List.of(), Differences.between(SHOPS, Map.copyOf(SHOPS)));
    }

    @Test
    void namesTheRowThatIsMissing() {
        assertEquals(List.of("row 2 is missing"), Differences.between(SHOPS, Map.of("1", row("天猫旗舰店", null))));
    }

    @Test
    void namesTheRowThatIsTooMany() {
        assertEquals(List.of("row 2 should not be there"), Differences.between(Map.of("1", row("天猫旗舰店", null)), SHOPS));
    }

    @Test
    void namesRowAndColumnAndBothValues() {
        Map<String, Map<String, @Nullable String>> found =
                Map.of("1", row("天猫旗舰店", ""), "2", row("拆呗", "2023-01-03 01:43:26.487"));

        assertEquals(
                List.of(
                        "row 1, created: expected NULL, found ''",
                        "row 2, created: expected '2023-01-03 09:43:26.487', found '2023-01-03 01:43:26.487'"),
                Differences.between(SHOPS, found).stream().sorted().toList());
    }

    @Test
    void namesAColumnThatOnlyOneOfThemHas() {
        Map<String, Map<String, @Nullable String>> wider = new HashMap<>();
        SHOPS.forEach((key, row) -> wider.put(key, new HashMap<>(row)));
        wider.values().forEach(row -> row.put("organization", null));

        assertEquals(List.of("column organization should not be there"), Differences.between(SHOPS, wider));
        assertEquals(List.of("column organization is missing"), Differences.between(wider, SHOPS));
    }

    @Test
    void shortensALongValueByCharacters() {
        assertEquals("'" + "🛒".repeat(39) + "…'", Differences.shown("🛒".repeat(41)));
        assertEquals("'" + "🛒".repeat(40) + "'", Differences.shown("🛒".repeat(40)));
    }

    private static Map<String, @Nullable String> row(String name, @Nullable String created) {
        Map<String, @Nullable String> row = new HashMap<>();
        row.put("shop_name", name);
        row.put("created", created);
        return row;
    }
}
