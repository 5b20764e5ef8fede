package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"b\":2} | {\"b\":2,\"a\":1}",
                "{\"a\":{\"x\":1,\"y\":[{\"p\":1,\"q\":2}]}} | { \"a\" : { \"y\" : [ {\"q\":2,\"p\":1} ], \"x\" : 1 } }",
                "{\"n\":19.90} | {\"n\":19.9}",
                "{\"n\":100} | {\"n\":1E+2}",
                "{\"n\":0} | {\"n\":-0.0}",
                "{\"n\":12345678901234567890} | {\"n\":12345678901234567890.00}",
                "{\"s\":\"旗舰店\"} | {\"s\":\"\\u65d7\\u8230\\u5e97\"}",
                "{\"s\":\"a/b\"} | {\"s\":\"a\\/b\"}",
                "{\"a\":1,\"a\":2} | {\"a\":2}"
            })
    void theWayItIsWrittenIsNoChange(String one, String other) {
        assertEquals(hash(one), hash(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1} | {\"a\":2}",
                "{\"a\":1} | {\"b\":1}",
                "{\"a\":1} | {\"a\":\"1\"}",
                "{\"a\":null} | {}",
                "{\"a\":null} | {\"a\":\"\"}",
                "{\"a\":null} | {\"a\":\"null\"}",
                "{\"a\":true} | {\"a\":\"true\"}",
                "{\"a\":[1,2]} | {\"a\":[2,1]}",
                "{\"a\":[]} | {\"a\":{}}",
                "{\"a\":[[1],2]} | {\"a\":[[1,2]]}",
                "{\"a\":\"x\"} | {\"a\":\"x \"}",
                "{\"a\":\"x\\\",\\\"b\\\":\\\"y\"} | {\"a\":\"x\",\"b\":\"y\"}",
                "{\"n\":12345678901234567890} | {\"n\":12345678901234567891}",
                "{\"n\":0.10000000000000000001} | {\"n\":0.10000000000000000002}",
                "{\"a\":{\"b\":1}} | {\"a\":{},\"b\":1}"
            })
    void anythingElseIsAChange(String one, String other) {
        assertNotEquals(hash(one), hash(other));
    }

    @Test
    void whatIsNotJsonIsComparedByItsBytes() {
        assertEquals(hash("{cut off"), hash("{cut off"));
        assertNotEquals(hash("{cut off"), hash("{cut  off"));
    }

    /** Written out, it would be a million digits for eleven characters. */
    @Test
    void aHugeExponentCostsNothing() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertNotEquals(hash("{\"n\":1e999999999}"), hash("{\"n\":1e999999998}")));
    }

    @Test
    void theShortTextIsTwelveHexDigits() {
        assertEquals("0000000000ab", new ContentHash(0xab0000L, 1).shortText());
        assertEquals("ffffffffffff", new ContentHash(-1, 1).shortText());
        assertEquals(
                new ContentHash(0x0102030405060708L, 0x090a0b0c0d0e0f10L),
                ContentHash.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17}));
    }

    private static ContentHash hash(String json) {
        return Canonical.hash(json.getBytes(UTF_8));
    }
}
