package io.jststream.transformer.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Integration;
import io.jststream.integration.OnMisfit;
import io.jststream.integration.catalog.Catalog;
import io.jststream.transformer.column.Misfit;
import io.jststream.transformer.column.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the cases do not show of columns that are expressions. */
final class ExpressionTest {
    private static final String CATALOG = """
        name: shops
        title: 店铺
        source:
          api: /open/shops/query
          request: [{field: page_index, value: "1"}, {field: page_size, value: "100"}]
          records: data.datas
          key: [shop_id]
          read: sweep
          every: 5m
        target:
          table: shops
          key: [shop_id]
          main_params:
            - {field: shop_id, value: "{shop_id}", type: bigint, required: true}
            - {field: it, COLUMN}
        """;

    @Test
    void oneThatDoesNotEndIsADeadLetterInTime() {
        Mapping mapping = mapping(
                "expression: \"raw.items.exists(a, raw.items.exists(b, raw.items.exists(c, a.n + b.n + c.n < 0)))\","
                        + " type: boolean");
        String items =
                IntStream.range(0, 5_000).mapToObj(i -> "{\"n\":" + i + "}").collect(Collectors.joining(","));

        Mapped.Dead dead = assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertInstanceOf(Mapped.Dead.class, map(mapping, "\"items\":[" + items + "]")));

        assertEquals(Rule.EXPRESSION, dead.refusal().rule());
        assertEquals("it", dead.refusal().field());
        assertTrue(
                dead.refusal().reason().startsWith("found more work than 100000 steps of raw.items.exists(a"),
                dead.refusal().reason());
    }

    @Test
    void oneWithoutAValueLeavesTheColumnEmptyWhereTheCatalogSaysSo() {
        Mapping mapping = mapping("expression: raw.a / raw.b, type: int, on_misfit: null");

        Mapped.Typed typed = assertInstanceOf(Mapped.Typed.class, map(mapping, "\"a\":1,\"b\":0"));

        assertEquals("{\"shop_id\":7,\"it\":null}", text(typed));
        assertEquals(List.of(new Misfit("it", OnMisfit.NULL)), typed.misfits());
    }

    @Test
    void nothingCanBeCutOfOneWithoutAValue() {
        Mapping mapping = mapping("expression: raw.a / raw.b, type: int, on_misfit: truncate");

        assertInstanceOf(Mapped.Dead.class, map(mapping, "\"a\":1,\"b\":0"));
        assertEquals(
                "{\"shop_id\":7,\"it\":2}",
                text(assertInstanceOf(Mapped.Typed.class, map(mapping, "\"a\":5,\"b\":2"))));
    }

    @Test
    void aColumnAndAnExpressionOfOneFieldDoNotMeet() {
        Mapping mapping = mapping("""
            expression: "raw.a == null ? 'null' : string(raw.a)", type: varchar(9)}
                - {field: plain, value: "{a}", type: varchar(9)}
                - {field: whole, value: "{o}", type: json}
                - {field: part, value: "{o.b}", type: int}
                - {field: computed, expression: raw.o.b + 1, type: int""");

        assertEquals(
                "{\"shop_id\":7,\"it\":\"null\",\"plain\":null,\"whole\":\"{\\\"b\\\":1}\",\"part\":1,\"computed\":2}",
                text(assertInstanceOf(Mapped.Typed.class, map(mapping, "\"a\":null,\"o\":{\"b\":1}"))));
    }

    @Test
    void ofANameThatStandsTwiceTheLastCounts() {
        Mapping mapping = mapping("expression: \"string(raw.a)\", type: varchar(9)");

        assertEquals(
                "{\"shop_id\":7,\"it\":\"2\"}",
                text(assertInstanceOf(Mapped.Typed.class, map(mapping, "\"a\":{\"b\":1},\"a\":2"))));
    }

    /** Its object is the last one too, with what it has not. */
    @Test
    void ofAnObjectThatStandsTwiceNothingIsLeftOfTheFirst() {
        Mapping mapping = mapping("""
            value: "{o.a}", type: varchar(9)}
                - {field: deep, value: "{o.p.a}", type: varchar(9)}
                - {field: whole, value: "{o.p}", type: json}
                - {field: b, value: "{o.b}", type: varchar(9)""");

        assertEquals(
                "{\"shop_id\":7,\"it\":null,\"deep\":null,\"whole\":null,\"b\":\"3\"}",
                text(assertInstanceOf(
                        Mapped.Typed.class, map(mapping, "\"o\":{\"a\":1,\"p\":{\"a\":2}},\"o\":{\"b\":3}"))));
        assertEquals(
                "{\"shop_id\":7,\"it\":null,\"deep\":null,\"whole\":null,\"b\":null}",
                text(assertInstanceOf(Mapped.Typed.class, map(mapping, "\"o\":{\"a\":1,\"b\":3},\"o\":null"))));
    }

    @Test
    void anotherExpressionIsAnotherMapping() {
        String version = version("expression: raw.nick, type: varchar(9)");

        assertNotEquals(version, version("expression: raw.name, type: varchar(9)"));
        assertNotEquals(version, version("value: raw.nick, type: varchar(9)"));
        assertEquals(version, version("expression: raw.nick, type: varchar(9), comment: 主账号"));
    }

    @Test
    void aTombstoneAsksNoExpression() {
        Mapping mapping = mapping("expression: raw.a / raw.b, type: int");

        assertNull(assertInstanceOf(
                        Mapped.Typed.class, mapping.map("{\"shop_id\":7}".getBytes(StandardCharsets.UTF_8), null, null))
                .value());
    }

    private static Mapped map(Mapping mapping, String fields) {
        return mapping.map(
                "{\"shop_id\":7}".getBytes(StandardCharsets.UTF_8),
                ("{\"shop_id\":7," + fields + "}").getBytes(StandardCharsets.UTF_8),
                null);
    }

    private static String text(Mapped.Typed typed) {
        byte[] value = typed.value();
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    private static Mapping mapping(String column) {
        return RecordMapper.of(integration(column));
    }

    private static String version(String column) {
        return MappingVersion.of(integration(column).target());
    }

    private static Integration integration(String column) {
        return Catalog.parse("shops", CATALOG.replace("COLUMN", column));
    }
}
