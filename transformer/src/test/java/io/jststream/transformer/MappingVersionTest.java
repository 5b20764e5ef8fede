package io.jststream.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.jststream.integration.Column;
import io.jststream.integration.ColumnType;
import io.jststream.integration.ColumnType.Varchar;
import io.jststream.integration.Template;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MappingVersionTest {
    private final String version = versionOf("{nick}", new Varchar(9), false, "", Map.of("a", "b"));

    @Test
    void isTheSameOnEveryMachine() {
        assertEquals("76fa815b8037", MappingVersion.of(Shops.integration().target()));
    }

    @Test
    void changesWithWhatComesOut() {
        assertNotEquals(version, versionOf("{name}", new Varchar(9), false, "", Map.of("a", "b")));
        assertNotEquals(version, versionOf("{nick}", new Varchar(8), false, "", Map.of("a", "b")));
        assertNotEquals(version, versionOf("{nick}", new Varchar(9), true, "", Map.of("a", "b")));
        assertNotEquals(version, versionOf("{nick}", new Varchar(9), false, "", Map.of("a", "c")));
    }

    @Test
    void doesNotChangeWithAComment() {
        assertEquals(version, versionOf("{nick}", new Varchar(9), false, "主账号", Map.of("a", "b")));
    }

    private static String versionOf(
            String template, ColumnType type, boolean required, String comment, Map<String, String> replace) {
        Column column = new Column("nick", Template.of(template), type, required, comment, Map.copyOf(replace));
        return MappingVersion.of(Shops.of(column).target());
    }
}
