package io.jststream.transformer.mapping;

import static io.jststream.transformer.mapping.Shops.column;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.ColumnType.Bigint;
import io.jststream.integration.ColumnType.Json;
import io.jststream.integration.ColumnType.Varchar;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** A thread writes all its rows in one place: no record, however broken, may be seen in those behind it. */
final class ReusedMapperTest {
    private static final int RECORDS = 20_000;
    /** So many of the values are whole. */
    private static final int WHOLE = 5;

    private static final byte[] KEY = bytes("{\"shop_id\":7}");
    private static final String LONG = "「聚水潭」".repeat(4_000);
    private static final List<String> VALUES = List.of(
            "{\"shop_id\":7,\"name\":\"小鹿🦌\",\"whole\":{\"a\":[1,{\"b\":2}]}}",
            "  {\"shop_id\":7,\"whole\":[ 1 , 2 ] } \r\n\t ",
            "{\"whole\":{},\"shop_id\":7,\"name\":\"" + LONG + "\"}",
            "{\"shop_id\":7,\"other\":\"" + LONG + "\",\"whole\":{\"x\":\"" + LONG + "\"}}",
            "{\"shop_id\":7,\"name\":\"" + "n".repeat(11) + "\",\"whole\":[]}",
            "{\"shop_id\":\"seven\"}",
            "{\"shop_id\":7,\"whole\":[1,",
            "{\"shop_id\":7,\"name\":\"小",
            "{\"shop_id\":7}{\"shop_id\":8}",
            "{\"shop_id\":7} trailing",
            "{\"shop_id\":7}]",
            "[]",
            "12",
            "",
            "   ",
            "no JSON");

    private final Mapping mapping = RecordMapper.of(
            Shops.of(column("shop_id", new Bigint()), column("name", new Varchar(10)), column("whole", new Json())));

    @Test
    void mapsEachRecordAsIfItWereTheFirst() throws Exception {
        Map<String, String> alone = new HashMap<>();
        for (String value : VALUES) {
            alone.put(value, onAThreadOfItsOwn(value));
        }
        assertTrue(alone.values().stream().distinct().count() > 10, alone.toString());

        Random random = new Random(20261101);
        for (int i = 0; i < RECORDS; i++) {
            // a long row of whole ones first, then broken ones among them
            String value = VALUES.get(random.nextInt(i < RECORDS / 2 ? WHOLE : VALUES.size()));
            assertEquals(alone.get(value), map(value), value);
        }
    }

    private String onAThreadOfItsOwn(String value) throws Exception {
        FutureTask<String> mapped = new FutureTask<>(() -> map(value));
        new Thread(mapped).start();
        return mapped.get();
    }

    private String map(String value) {
        Mapped mapped = mapping.map(KEY, bytes(value), null);
        return mapped instanceof Mapped.Typed typed
                ? text(typed.key()) + " " + (typed.value() == null ? "" : text(typed.value()))
                : mapped.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
