package io.jststream.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A row's JSON as the values of a statement. */
class LiteralsTest {
    private final Literals literals = Literals.row(List.of("id", "name", "price"), true);

    @Test
    void takesNumbersTextsAndNothingAsTheyStand() {
        assertEquals(
                "(9223372036854775807,'店铺 A',19.90)",
                sql("{\"id\":9223372036854775807,\"name\":\"店铺 A\",\"price\":19.90}"));
        assertEquals("(1,NULL,true)", sql("{\"id\":1,\"name\":null,\"price\":true}"));
        assertEquals("(-1,'',1.5E-7)", sql("{\"id\":-1,\"name\":\"\",\"price\":1.5E-7}"));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"price\":2,\"id\":1,\"name\":\"a\"}', another order",
        "'{\"id\":1,\"name\":\"a\",\"price\":2,\"more\":{\"is\":[]}}', a field that is no column",
        "'{\"id\":0,\"id\":1,\"name\":\"a\",\"price\":2}', a name twice"
    })
    void findsTheColumnsWhereverTheyStand(String json, String what) {
        assertEquals("(1,'a',2)", sql(json), what);
    }

    @Test
    void aFieldThatIsMissingIsNull() {
        assertEquals("(1,NULL,NULL)", sql("{\"id\":1}"));
        assertEquals("(NULL,NULL,2)", sql("{\"price\":2}"));
    }

    @Test
    void noTextEndsBeforeItsEnd() {
        assertEquals("(1,'it''s \\\\',NULL)", sql("{\"id\":1,\"name\":\"it's \\\\\",\"price\":null}"));
        assertEquals("(1,'\\\\'', 2); --',NULL)", sql("{\"id\":1,\"name\":\"\\\\', 2); --\"}"));
    }

    @Test
    void aBackslashIsOneWhereItMeansNothingToTheServer() {
        StringBuilder sql = new StringBuilder();
        Literals.row(List.of("name"), false).append("{\"name\":\"it's \\\\\"}".getBytes(UTF_8), sql);

        assertEquals("('it''s \\')", sql.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'found no JSON object, expected one with a row''s columns'",
        "'[1]', 'found no JSON object, expected one with a row''s columns'",
        "'{\"id\":1} 2', 'found more behind the JSON object, expected nothing'",
        "'{\"id\":[1]}', 'found an object or a list in the field id, expected a text, a number, true, false or null'"
    })
    void saysWhatItCannotRead(String json, String reason) {
        DataException refused = assertThrows(DataException.class, () -> sql(json));

        assertEquals(reason, refused.getMessage());
    }

    @Test
    void saysThatJsonIsBroken() {
        DataException refused = assertThrows(DataException.class, () -> sql("{\"id\":1"));

        assertTrue(
                String.valueOf(refused.getMessage())
                        .matches("found JSON that cannot be read \\(.+\\), expected an object"),
                refused.toString());
        assertThrows(DataException.class, () -> sql("{\"id\":" + "[".repeat(5000)));
    }

    @Test
    void aNumberThatIsTooLongForADecimalIsADouble() {
        String digits = "1".repeat(68);

        assertEquals("(" + digits + "E0,NULL,NULL)", sql("{\"id\":" + digits + "}"));
        assertEquals("(" + digits.substring(1) + ",NULL,NULL)", sql("{\"id\":" + digits.substring(1) + "}"));
    }

    @Test
    void aConditionNamesEveryColumnOfTheKey() {
        Literals condition = Literals.condition(List.of("id", "na`me"), true);
        StringBuilder sql = new StringBuilder();

        condition.append("{\"na`me\":\"it's\",\"id\":1}".getBytes(UTF_8), sql);

        assertEquals("(`id`=1 AND `na``me`='it''s')", sql.toString());
        DataException missing = assertThrows(
                DataException.class, () -> condition.append("{\"id\":1}".getBytes(UTF_8), new StringBuilder()));
        assertEquals("found no value in the field na`me of the key, expected one", missing.getMessage());
    }

    private String sql(String json) {
        StringBuilder sql = new StringBuilder();
        literals.append(json.getBytes(UTF_8), sql);
        return sql.toString();
    }
}
