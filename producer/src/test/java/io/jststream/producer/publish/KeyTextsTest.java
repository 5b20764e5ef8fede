package io.jststream.producer.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that name one row in different types. */
class KeyTextsTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "5, \"5\"",
                "-7, \"-7\"",
                "1.5, \"1.5\"",
                "0.0000001, \"0.0000001\"",
                "1E+200, \"1E+200\"",
                "12345678901234567890, \"12345678901234567890\"",
                "true, \"true\"",
                "false, \"false\""
            })
    void aTextAndWhatIsWrittenLikeItAreOne(String value, String text) {
        assertEquals(List.of(key(text)), KeyTexts.others(key(value)));
        assertEquals(List.of(key(value)), KeyTexts.others(key(text)));
        assertEquals(KeyTexts.of(key(text)), KeyTexts.of(key(value)));
    }

    /** As texts they may be other rows than the number is. */
    @ParameterizedTest
    @CsvSource({"007", "5.0", "+5", "1e2", "1E2", "-0", "٥", "TRUE", "null", "''", "SO2024", "1E+9999999999"})
    void aTextThatNoNumberIsWrittenLikeStandsForItself(String text) {
        assertEquals(List.of(), KeyTexts.others(key("\"" + text + "\"")));
    }

    @Test
    void whatIsMissingHasNoText() {
        assertEquals(List.of(), KeyTexts.others("{\"shop_id\":null,\"content\":\"0a1b\"}"));
        assertEquals("{\"shop_id\":null}", KeyTexts.of("{\"shop_id\":null}"));
    }

    @Test
    void eachFieldOfAKeyMayHaveChanged() {
        assertEquals(
                List.of(
                        "{\"a\":\"1\",\"b\":\"x\",\"c\":\"2\"}",
                        "{\"a\":1,\"b\":\"x\",\"c\":\"2\"}",
                        "{\"a\":1,\"b\":\"x\",\"c\":2}"),
                KeyTexts.others("{\"a\":\"1\",\"b\":\"x\",\"c\":2}"));
    }

    private static String key(String value) {
        return "{\"shop_id\":" + value + "}";
    }
}
