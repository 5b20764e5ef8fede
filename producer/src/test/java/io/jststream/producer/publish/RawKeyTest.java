package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawKeyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "shop_id | {\"shop_name\":\"旗舰店\",\"shop_id\":10394533} | {\"shop_id\":10394533}",
                "shop_id | {\"shop_id\":\"10394533\"} | {\"shop_id\":\"10394533\"}",
                "shop_id | {\"shop_id\":12345678901234567890} | {\"shop_id\":12345678901234567890}",
                "shop_id | {\"shop_id\":0} | {\"shop_id\":0}",
                "sku_id | {\"sku_id\":\"红 \\\"L\\\"\"} | {\"sku_id\":\"红 \\\"L\\\"\"}",
                "b,a | {\"a\":1,\"b\":2} | {\"b\":2,\"a\":1}",
                "order.id | {\"order\":{\"id\":7}} | {\"order.id\":7}"
            })
    void theKeyHoldsTheKeyFieldsInTheOrderOfTheCatalog(String fields, String record, String key) {
        assertEquals(key, key(record, fields));
    }

    /** As the content is compared: two ways to write a number are not two keys. */
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1.0, 1",
        "10394533.00, 10394533",
        "1.0394533E+7, 10394533",
        "1e2, 100",
        "-0.0, 0",
        "-7.0, -7",
        "1.50, 1.5",
        "15e-1, 1.5",
        "0.00000010, 0.0000001",
        "12345678901234567890.0, 12345678901234567890",
        "0.10000000000000000001, 0.10000000000000000001"
    })
    void aNumberIsAKeyByItsValue(String written, String key) {
        assertEquals("{\"shop_id\":" + key + "}", key("{\"shop_id\":" + written + "}", "shop_id"));
    }

    /** Written out, each would be a gigabyte. */
    @ParameterizedTest
    @CsvSource({"1e999999999, 1E+999999999", "10e-1000000000, 1E-999999999", "1e2147483647, 1E+2147483647"})
    void aHugeExponentStaysOne(String written, String key) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertEquals("{\"shop_id\":" + key + "}", key("{\"shop_id\":" + written + "}", "shop_id")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"shop_name\":\"旗舰店\"}",
                "{\"shop_id\":null}",
                "{\"shop_id\":{}}",
                "{\"shop_id\":[1]}",
                "{}",
                "null",
                "[]",
                "7",
                "{cut off"
            })
    void aRecordWithoutItsKeyFieldIsKeyedByItsContent(String record) {
        String content = Canonical.hash(record.getBytes(UTF_8)).shortText();

        assertEquals("{\"shop_id\":null,\"content\":\"" + content + "\"}", key(record, "shop_id"));
    }

    @Test
    void twoRecordsWithoutTheirKeyFieldDoNotReplaceOneAnother() {
        assertNotEquals(key("{\"shop_name\":\"甲\"}", "shop_id"), key("{\"shop_name\":\"乙\"}", "shop_id"));
    }

    private static String key(String record, String fields) {
        byte[] bytes = record.getBytes(UTF_8);
        return RawKey.of(Canonical.parse(bytes), List.of(fields.split(",")), Canonical.hash(bytes));
    }
}
