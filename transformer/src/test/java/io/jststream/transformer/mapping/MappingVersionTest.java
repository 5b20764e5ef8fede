package io.jststream.transformer.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.jststream.integration.Column;
import io.jststream.integration.ColumnType;
import io.jststream.integration.ColumnType.Varchar;
import io.jststream.integration.NestedList;
import io.jststream.integration.Target;
import io.jststream.integration.Template;
import java.util.List;
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
    void changesWithAListAndItsColumns() {
        Target target = Shops.withLists().target();
        NestedList items = target.lists().get(0);
        NestedList elsewhere = new NestedList(items.name(), List.of("items"), items.target());

        assertNotEquals(MappingVersion.of(target), MappingVersion.of(with(target, List.of())));
        assertNotEquals(MappingVersion.of(target), MappingVersion.of(with(target, List.of(items))));
        assertNotEquals(
                MappingVersion.of(with(target, List.of(elsewhere))), MappingVersion.of(with(target, List.of(items))));
    }

    private static Target with(Target target, List<NestedList> lists) {
        return new Target(target.table(), target.key(), target.columns(), target.conditions(), lists);
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
