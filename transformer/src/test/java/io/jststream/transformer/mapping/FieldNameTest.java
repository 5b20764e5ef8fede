package io.jststream.transformer.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A name must be told from all that are nearly the same, wherever it stands in a record and wherever the record ends. */
final class FieldNameTest {
    /** As long as eight bytes with their quotation mark, shorter, longer, and beyond ASCII. */
    private static final List<String> NAMES = List.of(
            "",
            "a",
            "co_id",
            "shop_id",
            "shop_ids",
            "order_id",
            "order_ids",
            "session_expired",
            "receiver_district",
            "receiver_distance",
            "店铺",
            "聚水潭编号",
            "a\"b");

    @Test
    void aNameIsThatNameAlone() {
        for (String name : NAMES) {
            for (String other : NAMES) {
                byte[] json = (quoted(other) + ":1, \"more\": 2").getBytes(UTF_8);
                assertEquals(name.equals(other), new FieldName(name).standsAt(json, 0), name + " in " + other);
            }
        }
    }

    @Test
    void aByteThatDiffersIsSeenAtEveryPlace() {
        for (String name : NAMES) {
            byte[] json = ("{ \"" + quoted(name) + ":1,\"more\":2").getBytes(UTF_8);
            FieldName field = new FieldName(name);
            for (int place = 3; place < 3 + field.length(); place++) {
                byte[] damaged = json.clone();
                damaged[place] ^= 1;
                assertFalse(field.standsAt(damaged, 3), name);
            }
            assertTrue(field.standsAt(json, 3), name);
        }
    }

    @Test
    void aRecordMayEndAnywhere() {
        for (String name : NAMES) {
            byte[] json = ("{\"" + quoted(name) + ":123456789").getBytes(UTF_8);
            FieldName field = new FieldName(name);
            for (int length = 2; length <= json.length; length++) {
                assertEquals(
                        length >= 2 + field.length(),
                        field.standsAt(Arrays.copyOf(json, length), 2),
                        "the first " + length + " bytes of " + name);
            }
        }
    }

    private static String quoted(String name) {
        return name.replace("\"", "\\\"") + "\"";
    }
}
