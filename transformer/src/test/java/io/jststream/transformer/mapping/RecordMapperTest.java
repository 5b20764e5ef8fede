package io.jststream.transformer.mapping;

import static io.jststream.transformer.mapping.Shops.column;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Column;
import io.jststream.integration.ColumnType;
import io.jststream.integration.ColumnType.Bigint;
import io.jststream.integration.ColumnType.Datetime;
import io.jststream.integration.ColumnType.Json;
import io.jststream.integration.ColumnType.Varchar;
import io.jststream.integration.OnMisfit;
import io.jststream.integration.Template;
import io.jststream.transformer.column.Refusal;
import io.jststream.transformer.column.Rule;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    /** In a raw key the path is a name. */
    @Test
    void findsAKeyOfAnObjectWithinTheRecord() {
        Column id = new Column("shop_id", Template.of("{order.id}"), new Bigint(), true, "", Map.of());
        String key = "{\"order.id\":7}";

        assertEquals(
                "{\"shop_id\":7}", text(typed(key, "{\"order\":{\"id\":7}}", id).key()));
        assertEquals("{\"shop_id\":7}", text(typed(key, null, id).key()));
    }

    /** It costs no array of its own; a key that is written otherwise does. */
    @Test
    void handsAKeyOnThatIsWrittenAsInTheRow() {
        RecordMapper mapper = RecordMapper.of(Shops.of(SHOP_ID));
        byte[] key = KEY.getBytes(StandardCharsets.UTF_8);
        byte[] otherwise = "{\"shop_id\": 1}".getBytes(StandardCharsets.UTF_8);

        assertSame(
                key,
                assertInstanceOf(Mapped.Typed.class, mapper.map(key, key, null)).key());
        assertArrayEquals(
                key,
                assertInstanceOf(Mapped.Typed.class, mapper.map(otherwise, key, null))
                        .key());
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
    void givesADatetimeTheDigitsOfItsColumnWhateverItHas() {
        for (int wanted = 0; wanted <= 6; wanted++) {
            for (int digits = 0; digits <= 9; digits++) {
                String second = "2023-01-03 09:43:26";
                String raw = "{\"shop_id\":1,\"a\":\"" + second
                        + (digits == 0 ? "" : "." + "123456789".substring(0, digits)) + "\"}";
                String cut = second
                        + (wanted == 0 ? "" : "." + ("123456789".substring(0, digits) + "000000").substring(0, wanted));
                Column truncates = new Column(
                        "it",
                        Template.of("{a}"),
                        new Datetime(wanted),
                        false,
                        "",
                        Map.of(),
                        Set.of(),
                        OnMisfit.TRUNCATE);
                assertEquals("\"" + cut + "\"", lastOf(typed(KEY, raw, SHOP_ID, truncates)));
                Mapped rejected = map(KEY, raw, SHOP_ID, column("it", "{a}", new Datetime(wanted)));
                assertEquals(digits > wanted, rejected instanceof Mapped.Dead, raw + " for " + wanted);
            }
        }
    }

    @Test
    void refusesDigitsThatADatetimeWouldLose() {
        String raw = "{\"shop_id\":1,\"created\":\"9999-12-31 23:59:59.9\"}";
        Refusal dead = dead(KEY, raw, SHOP_ID, column("created", new Datetime(0)));
        assertEquals("found the text \"9999-12-31 23:59:59.9\", expected at most 0 digits of a second", dead.reason());
    }

    /** A value without escapes is judged by its bytes, one with an escape by its characters. */
    @Test
    void judgesATextTheSameHoweverTheRecordWritesIt() {
        Map<String, @Nullable String> replace = new HashMap<>();
        replace.put("------永久授权------", "9999-12-31 23:59:59");
        replace.put("2023-01-04 00:00:00", null);
        Set<String> nullIf = Set.of("无", "-", "0001-01-01");
        List<ColumnType> types =
                List.of(new Datetime(0), new Datetime(3), new Datetime(6), new ColumnType.Date(), new Varchar(30));
        List<String> texts = List.of(
                "",
                "-",
                "--",
                "无",
                "无锡",
                "------永久授权------",
                "------永久授权-----",
                "2023-01-04 00:00:00",
                "2023-01-04",
                "2023-01-03 09:43:26",
                "2023-01-03 09:43:26.",
                "2023-01-03 09:43:26.5",
                "2023-01-03 09:43:26.480",
                "2023-01-03 09:43:26.480000000",
                "2023-01-03 09:43:26.4800000000",
                "2023-01-03 00:00:00.000",
                "2023-02-29 09:43:26",
                "2023-01-03 24:00:00",
                "２０２３-01-03 09:43:26",
                "2023-01-03T09:43:26",
                "0001-01-01 08:05:43",
                "0001-01-01",
                "0001-01-010");
        for (ColumnType type : types) {
            for (OnMisfit onMisfit : OnMisfit.values()) {
                Column column = new Column("it", Template.of("{a}"), type, false, "", replace, nullIf, onMisfit);
                for (String text : texts) {
                    String escaped = text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
                    assertEquals(
                            outcome(map(KEY, "{\"shop_id\":1,\"a\":\"" + escaped + "\"}", SHOP_ID, column)),
                            outcome(map(KEY, "{\"shop_id\":1,\"a\":\"" + text + "\"}", SHOP_ID, column)),
                            () -> text + " as " + type + ", " + onMisfit);
                }
            }
        }
    }

    @Test
    void takesHalfACharacterForNoQuestionMark() {
        String raw = "{\"shop_id\":1,\"a\":\"\\ud83d\"}";
        Column nullIf =
                new Column("it", Template.of("{a}"), new Varchar(9), false, "", Map.of(), Set.of("?"), OnMisfit.REJECT);
        Column replaced = new Column("it", Template.of("{a}"), new Varchar(9), false, "", Map.of("?", "x"));
        assertEquals(Rule.VARCHAR, dead(KEY, raw, SHOP_ID, nullIf).rule());
        assertEquals(Rule.VARCHAR, dead(KEY, raw, SHOP_ID, replaced).rule());
    }

    @Test
    void takesANumberOrATruthForNoneToo() {
        assertEquals("null", noneIf("0"));
        assertEquals("null", noneIf("false"));
        assertEquals("null", noneIf("\"无\""));
        assertEquals("\"0.5\"", noneIf("0.5"));
        assertEquals("\"05\"", noneIf("\"05\""));
        assertEquals("\"10\"", noneIf("10"));
        assertEquals("\"true\"", noneIf("true"));
        assertEquals("\"无锡\"", noneIf("\"无锡\""));
    }

    @Test
    void findsAFieldAmongManyWhereverTheRecordHasIt() {
        for (int fields : new int[] {1, 2, 15, 16, 17, 18, 40}) {
            List<Integer> order = IntStream.range(-4, fields).boxed().collect(Collectors.toList());
            Collections.shuffle(order, new Random(fields));
            String wanted =
                    IntStream.range(0, fields).mapToObj(i -> "{f" + i + "}").collect(Collectors.joining("/"));
            String raw = order.stream().map(i -> "\"f" + i + "\":" + i).collect(Collectors.joining(","));
            String found =
                    IntStream.range(0, fields).mapToObj(Integer::toString).collect(Collectors.joining("/"));
            assertEquals("\"" + found + "\"", filled(wanted, new Varchar(255), raw));
            String twice = "\"f0\":7," + raw.replace("\"f0\":0", "\"店\":7") + ",\"f0\":0";
            assertEquals("\"" + found + "\"", filled(wanted, new Varchar(255), twice));
            String escaped = raw.replace("\"f0\"", "\"\\u00660\"");
            assertEquals("\"" + found + "\"", filled(wanted, new Varchar(255), escaped));
        }
    }

    /** Jackson passes over a text without decoding it, and Java's own decoder puts U+FFFD there. */
    @Test
    void refusesAPartThatIsNoUtf8() {
        Column part = new Column("it", Template.of("{a}"), new Json(), false, "", Map.of(), Set.of(), OnMisfit.REJECT);
        RecordMapper mapper = RecordMapper.of(Shops.of(SHOP_ID, part));
        String halfOfAPair = "\u00ed\u00a0\u0080";
        for (String bad : List.of(halfOfAPair, "\u00ff", "\u00c0\u0080")) {
            byte[] value = ("{\"shop_id\":1,\"a\":[\"" + bad + "\"]}").getBytes(StandardCharsets.ISO_8859_1);

            Mapped.Dead dead =
                    assertInstanceOf(Mapped.Dead.class, mapper.map(KEY.getBytes(StandardCharsets.UTF_8), value, null));

            assertEquals(Rule.JSON, dead.refusal().rule());
            assertTrue(
                    dead.refusal().reason().contains(" at byte "),
                    dead.refusal().reason());
        }
    }

    private static String noneIf(String json) {
        Set<String> none = Set.of("0", "false", "无");
        Column column =
                new Column("it", Template.of("{a}"), new Varchar(9), false, "", Map.of(), none, OnMisfit.REJECT);
        return lastOf(typed(KEY, "{\"shop_id\":1,\"a\":" + json + "}", SHOP_ID, column));
    }

    private static String outcome(Mapped mapped) {
        if (mapped instanceof Mapped.Dead dead) {
            return dead.refusal().toString();
        }
        Mapped.Typed typed = (Mapped.Typed) mapped;
        return text(Objects.requireNonNull(typed.value())) + typed.misfits();
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
