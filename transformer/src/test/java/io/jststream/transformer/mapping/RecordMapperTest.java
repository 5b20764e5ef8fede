package io.jststream.transformer.mapping;

import static io.jststream.transformer.mapping.Shops.column;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jststream.integration.Column;
import io.jststream.integration.ColumnType;
import io.jststream.integration.ColumnType.Bigint;
import io.jststream.integration.ColumnType.Datetime;
import io.jststream.integration.ColumnType.Varchar;
import io.jststream.integration.Template;
import io.jststream.transformer.column.Refusal;
import io.jststream.transformer.column.Rule;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the cases of shops do not show: tombstones, templates, other columns. */
final class RecordMapperTest {
    private static final Column SHOP_ID = column("shop_id", new Bigint());
    private static final String KEY = "{\"shop_id\":1}";

    @Test
    void namesARowByItsKeyColumns() {
        assertEquals(
                KEY,
                text(typed("{\"shop_id\":\"1\"}", "{\"shop_id\":1.0}", SHOP_ID).key()));
    }

    @Test
    void passesATombstoneOn() {
        Mapped.Typed tombstone = typed(KEY, null, SHOP_ID);
        assertEquals(KEY, text(tombstone.key()));
        assertNull(tombstone.value());
    }

    @Test
    void refusesATombstoneWithoutAKey() {
        Refusal dead = dead(null, null);
        assertEquals(Rule.KEY, dead.rule());
        assertEquals("found no key, expected a JSON object", dead.reason());
    }

    @Test
    void refusesATombstoneOfNoRow() {
        Refusal dead = dead("{\"shop_id\":null}", null);
        assertEquals(Rule.KEY, dead.rule());
        assertEquals("shop_id", dead.field());
        assertEquals("in the key: found no value, expected one in every record", dead.reason());
        assertEquals("{\"shop_id\":null}", dead.value());
    }

    @Test
    void refusesAKeyThatIsNoObject() {
        assertEquals(
                "in the key: found the number 1, expected a JSON object",
                dead("1", "{\"shop_id\":1}").reason());
    }

    @Test
    void refusesARecordThatIsTooDeepToBeRead() {
        String raw = "{\"shop_id\":1,\"deep\":" + "[".repeat(1_001) + "]".repeat(1_001) + "}";
        assertEquals(Rule.JSON, dead(KEY, raw).rule());
    }

    @Test
    void needsAKeyEvenWhereTheCatalogDoesNotSayRequired() {
        assertEquals(Rule.REQUIRED, dead("{\"shop_id\":null}", "{}").rule());
    }

    @Test
    void writesTheSameBytesAgain() {
        String raw = "{\"shop_id\":1,\"name\":\"小鹿🦌\"}";
        Column name = column("name", new Varchar(9));
        byte[] first = Objects.requireNonNull(typed(KEY, raw, SHOP_ID, name).value());
        assertArrayEquals(first, typed(KEY, raw, SHOP_ID, name).value());
        assertEquals(raw, text(first));
    }

    @Test
    void fillsTextAroundFields() {
        assertEquals("\"店:1/\"", filled("店:{shop_id}/{nick}", new Varchar(9), "\"nick\":null"));
    }

    @Test
    void readsFieldsOfInnerObjects() {
        assertEquals("7", filled("{a.b.c}", new Bigint(), "\"a\":{\"b\":{\"x\":[{\"c\":1}],\"c\":7}},\"c\":1"));
    }

    @Test
    void findsNothingInsideAScalar() {
        assertEquals("null", filled("{a.b}", new Bigint(), "\"a\":5"));
    }

    @Test
    void readsAFieldAndItsInnerField() {
        assertEquals("\"1-\"", filled("{a.b}-{c}", new Varchar(9), "\"a\":{\"b\":1}"));
    }

    @Test
    void refusesAnObjectAmongText() {
        assertEquals(
                Rule.VARCHAR,
                dead(KEY, "{\"shop_id\":1,\"a\":{}}", SHOP_ID, column("it", "x{a}", new Varchar(9)))
                        .rule());
    }

    @Test
    void writesAConstant() {
        assertEquals("\"jst\"", filled("jst", new Varchar(9), "\"a\":1"));
    }

    @Test
    void replacesByTextBeforeItConverts() {
        Map<String, @Nullable String> replace = new HashMap<>();
        replace.put("0", null);
        replace.put("", "-1");
        replace.put("true", "1");
        assertEquals("null", replaced("0", replace));
        assertEquals("-1", replaced("\"\"", replace));
        assertEquals("1", replaced("true", replace));
        assertEquals("5", replaced("5", replace));
        assertEquals("null", replaced("null", replace));
    }

    @Test
    void convertsAReplacementLikeASourceValue() {
        Column column = new Column("it", Template.of("{a}"), new Bigint(), false, "", Map.of("x", "many"));
        assertEquals(
                Rule.BIGINT,
                dead(KEY, "{\"shop_id\":1,\"a\":\"x\"}", SHOP_ID, column).rule());
    }

    @Test
    void givesADatetimeTheDigitsOfItsColumn() {
        String created = "\"a\":\"2023-01-03 09:43:26.480\"";
        assertEquals("\"2023-01-03 09:43:26.480000\"", filled("{a}", new Datetime(6), created));
        assertEquals("\"2023-01-03 09:43:26.48\"", filled("{a}", new Datetime(2), created));
        assertEquals("\"2023-01-03 09:43:26\"", filled("{a}", new Datetime(0), "\"a\":\"2023-01-03 09:43:26.0\""));
    }

    @Test
    void refusesDigitsThatADatetimeWouldLose() {
        String raw = "{\"shop_id\":1,\"created\":\"9999-12-31 23:59:59.9\"}";
        Refusal dead = dead(KEY, raw, SHOP_ID, column("created", new Datetime(0)));
        assertEquals("found the text \"9999-12-31 23:59:59.9\", expected at most 0 digits of a second", dead.reason());
    }

    private static String replaced(String json, Map<String, @Nullable String> replace) {
        Column column = new Column("it", Template.of("{a}"), new Bigint(), false, "", replace);
        return lastOf(typed(KEY, "{\"shop_id\":1,\"a\":" + json + "}", SHOP_ID, column));
    }

    private static String filled(String template, ColumnType type, String fields) {
        return lastOf(typed(KEY, "{\"shop_id\":1," + fields + "}", SHOP_ID, column("it", template, type)));
    }

    private static String lastOf(Mapped.Typed typed) {
        String row = text(Objects.requireNonNull(typed.value()));
        return row.substring("{\"shop_id\":1,\"it\":".length(), row.length() - 1);
    }

    private static Mapped.Typed typed(String key, @Nullable String value, Column... columns) {
        return assertInstanceOf(Mapped.Typed.class, map(key, value, columns));
    }

    private static Refusal dead(@Nullable String key, @Nullable String value, Column... columns) {
        return assertInstanceOf(
                        Mapped.Dead.class, map(key, value, columns.length == 0 ? new Column[] {SHOP_ID} : columns))
                .refusal();
    }

    private static Mapped map(@Nullable String key, @Nullable String value, Column... columns) {
        return RecordMapper.of(Shops.of(columns)).map(bytes(key), bytes(value), null);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
