package io.jststream.transformer.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jststream.integration.Column;
import io.jststream.integration.ColumnType;
import io.jststream.integration.Integration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever comes in, the mapper answers: a row that the table can store, or a reason. The seed is fixed, so a failure comes again. */
final class RandomRecordsTest {
    private static final int RECORDS = 20_000;
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> VALUES = List.of(
            "null",
            "\"\"",
            "true",
            "0",
            "-1",
            "12.0",
            "1.5",
            "1e3",
            "9223372036854775807",
            "9223372036854775808",
            "\"10394533\"",
            "\"店🦌𠮷\"",
            "\"\\ud83e\"",
            "\"\\u0000\"",
            "{}",
            "{\"shop_id\":[1,{}]}",
            "[1,[2]]",
            "\"2023-01-03 09:43:26.487\"",
            "\"2023-02-29 00:00:00\"",
            "\"2019-08-19 17:02:38.0\"",
            "\"------永久授权------\"",
            "\"" + "长".repeat(256) + "\"",
            "\"" + "🦌".repeat(64) + "\"");

    private final Random random = new Random(20261101);
    private final Integration shops = Shops.integration();
    private final RecordMapper mapper = RecordMapper.of(shops);

    @Test
    void answersToEveryRecordOfRandomValues() throws IOException {
        int typed = 0;
        int dead = 0;
        for (int i = 0; i < RECORDS; i++) {
            String id = random.nextInt(4) == 0 ? any(VALUES) : "7";
            if (check(bytes("{\"shop_id\":" + id + "}"), bytes(randomRecord(id)))) {
                typed++;
            } else {
                dead++;
            }
        }
        assertTrue(typed > RECORDS / 50 && dead > RECORDS / 50, typed + " typed, " + dead + " dead");
    }

    @Test
    void answersToEveryDamagedRecord() throws IOException {
        int answers = 0;
        for (int i = 0; i < RECORDS; i++) {
            byte[] value = bytes("{\"shop_id\":7,\"shop_name\":\"小鹿🦌\",\"created\":\"2024-02-29 23:59:59\"}");
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                value[random.nextInt(value.length)] = (byte) random.nextInt(256);
            }
            check(bytes("{\"shop_id\":7}"), value);
            answers++;
        }
        assertEquals(RECORDS, answers);
    }

    /** True where the record was typed. */
    private boolean check(byte[] key, byte[] value) throws IOException {
        Mapped mapped = mapper.map(key, value, null);
        if (mapped instanceof Mapped.Typed typed) {
            checkRow(JSON.readTree(typed.value()));
            return true;
        }
        Mapped.Dead dead = assertInstanceOf(Mapped.Dead.class, mapped);
        assertTrue(
                dead.refusal().reason().startsWith("found ")
                        || dead.refusal().reason().startsWith("in the key: found "),
                dead.refusal().reason());
        return false;
    }

    private void checkRow(JsonNode row) {
        List<String> names = new ArrayList<>();
        row.fieldNames().forEachRemaining(names::add);
        assertEquals(shops.target().columns().stream().map(Column::field).toList(), names);
        for (Column column : shops.target().columns()) {
            JsonNode value = row.get(column.field());
            assertNotNull(value);
            assertTrue(value.isNull() ? !column.required() : fits(value, column.type()), () -> column + " " + value);
        }
    }

    private static boolean fits(JsonNode value, ColumnType type) {
        if (type instanceof ColumnType.Varchar varchar) {
            int characters =
                    value.textValue().codePointCount(0, value.textValue().length());
            return characters > 0 && characters <= varchar.length();
        }
        return type instanceof ColumnType.Datetime
                ? value.textValue().matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}")
                : value.isIntegralNumber() && value.canConvertToLong();
    }

    /** Most fields fit, so that now and then a whole record does. */
    private String randomRecord(String id) {
        return shops.target().columns().stream()
                .map(column -> "\"" + column.field() + "\":" + randomValue(column, id))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String randomValue(Column column, String id) {
        if (column.field().equals("shop_id")) {
            return id;
        }
        if (random.nextInt(6) == 0) {
            return any(VALUES);
        }
        return column.type() instanceof ColumnType.Varchar ? randomText() : "null";
    }

    private String randomText() {
        return IntStream.range(0, 1 + random.nextInt(20))
                .mapToObj(i -> Character.toString(any(List.of(0x61, 0x5E97, 0x1F98C, 0x20BB7, 0x20))))
                .collect(Collectors.joining("", "\"", "\""));
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
