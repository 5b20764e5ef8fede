package io.jststream.transformer.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.integration.ColumnType;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * JSON that is handed on undecoded: a row must not show which way its column went. An escape somewhere else in the record has all of
 * it decoded. The seed is fixed, so a failure comes again.
 */
final class JsonColumnTest {
    private static final int RECORDS = 20_000;
    private static final byte[] KEY = "{\"shop_id\":1}".getBytes(UTF_8);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random = new Random(20261130);
    private final RecordMapper mapper = RecordMapper.of(
            Shops.of(Shops.required("shop_id", new ColumnType.Bigint()), Shops.column("a", new ColumnType.Json())));

    @Test
    void theRowIsTheOneThatAParserMakes() {
        int typed = 0;
        for (int i = 0; i < RECORDS; i++) {
            String json = value(0);
            Mapped decoded = map("{\"shop_id\":1,\"a\":" + json + ",\"b\":\"\\u5e97\"}");
            Mapped mapped = map("{\"shop_id\":1,\"a\":" + json + ",\"b\":\"店\"}");
            if (decoded instanceof Mapped.Typed row && row.value() != null) {
                typed++;
                assertArrayEquals(
                        row.value(),
                        assertInstanceOf(Mapped.Typed.class, mapped, json).value(),
                        json);
            } else {
                assertEquals(
                        ((Mapped.Dead) decoded).refusal(),
                        assertInstanceOf(Mapped.Dead.class, mapped, json).refusal(),
                        json);
            }
        }
        assertTrue(typed > RECORDS / 2 && typed < RECORDS, typed + " of " + RECORDS + " typed");
    }

    @Test
    void whatTheDatabaseReadsIsWhatStoodInTheRecord() throws IOException {
        String json = "{ \"店\" : [ 19.90 , -0, \"a b\", {}, [ ] ],\n\t\"name \": null , \"in \\\"quotes\\\"\":true}";

        Mapped.Typed row = assertInstanceOf(Mapped.Typed.class, map("{\"shop_id\":1,\"a\":" + json + "}"));

        assertEquals(
                "{\"店\":[19.90,-0,\"a b\",{},[]],\"name \":null,\"in \\\"quotes\\\"\":true}",
                JSON.readTree(row.value()).get("a").textValue());
    }

    private Mapped map(String record) {
        return mapper.map(KEY, record.getBytes(UTF_8), null);
    }

    private String value(int level) {
        return switch (random.nextInt(level < 4 ? 11 : 8)) {
            case 0 -> random.nextBoolean() ? "true" : "false";
            case 1 -> "-19.90";
            case 2 -> Long.toString(random.nextLong() >> random.nextInt(64));
            case 3 -> "\"店🦌 and a longer text of 1, {2} and [3]\"";
            case 4 -> "\"\"";
            case 5 -> level == 0 ? "[null]" : "null";
            case 6 -> rare("1e5", "\"a\\nb\"", "\"\\\"\"", "\"\\ud83e\"", "1e999", "9".repeat(299), "9".repeat(310));
            case 7 -> rare("[".repeat(30) + "]".repeat(30), "[".repeat(31) + "]".repeat(31), "[[[1 ] ,2 ], { } ]");
            case 8, 9 -> "[" + blank() + values(level, "") + blank() + "]";
            default ->
                "{" + blank() + values(level, "\"" + rare("店", "a \\\" b", "", "x".repeat(400)) + "\"" + blank() + ":")
                        + "}";
        };
    }

    private String values(int level, String name) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> name + blank() + value(level + 1))
                .collect(Collectors.joining(blank() + ","));
    }

    private String blank() {
        return random.nextInt(4) == 0 ? List.of(" ", "\n", "\t", "\r", "  ").get(random.nextInt(5)) : "";
    }

    /** The usual one in nine of ten cases. */
    private String rare(String usual, String... others) {
        return random.nextInt(10) > 0 ? usual : others[random.nextInt(others.length)];
    }
}
