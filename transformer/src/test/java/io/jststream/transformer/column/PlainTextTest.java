package io.jststream.transformer.column;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.transformer.mapping.Mapped;
import io.jststream.transformer.mapping.RecordMapper;
import io.jststream.transformer.mapping.Shops;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are handed on undecoded: a row must not show which way its texts went. */
class PlainTextTest {
    private static final byte[] KEY = "{\"shop_id\":1}".getBytes(UTF_8);

    private final RecordMapper mapper = RecordMapper.of(Shops.integration());

    @Test
    void everyCharacterMakesTheRowThatItsEscapeMakes() {
        for (int character = 1; character <= Character.MAX_CODE_POINT; character += character < 0x10000 ? 1 : 977) {
            String text = "a" + Character.toString(character) + "b";
            assertSameAsEscaped(text);
        }
    }

    @Test
    void textsOfAllKindsOfCharactersMakeTheRowThatTheirEscapesMake() {
        int[] characters = {'a', ' ', '"', '\\', '/', 0x7f, 0x80, 0x7ff, 0x800, '店', 0xd7ff, 0xe000, 0xffff, 0x1f600};
        Random random = new Random(7);
        for (int run = 0; run < 20_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(300); length > 0; length--) {
                text.appendCodePoint(characters[random.nextInt(characters.length)]);
            }
            assertSameAsEscaped(text.toString());
        }
    }

    private void assertSameAsEscaped(String text) {
        Mapped escaped = map(escaped(text).getBytes(UTF_8));
        Mapped plain = map(unescaped(text).getBytes(UTF_8));
        if (escaped instanceof Mapped.Typed row) {
            assertArrayEquals(
                    row.value(),
                    assertInstanceOf(Mapped.Typed.class, plain, text).value(),
                    text);
        } else {
            assertEquals(
                    ((Mapped.Dead) escaped).refusal().rule(),
                    ((Mapped.Dead) plain).refusal().rule(),
                    text);
        }
    }

    /** Half a pair, characters written too long, bytes that begin or end none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "eda080",
                "edbfbf",
                "c080",
                "c1bf",
                "e08080",
                "e09fbf",
                "f0808080",
                "f5808080",
                "ff",
                "80",
                "e5ba",
                "c2",
                "e5ba22"
            })
    void whatIsNoUtf8NeverReachesARow(String hex) throws CharacterCodingException {
        byte[] wrong = HexFormat.of().parseHex(hex);
        byte[] before = "{\"shop_id\":1,\"shop_name\":\"".getBytes(UTF_8);
        byte[] behind = "\"}".getBytes(UTF_8);
        byte[] record = ByteBuffer.allocate(before.length + wrong.length + behind.length)
                .put(before)
                .put(wrong)
                .put(behind)
                .array();

        Mapped mapped = mapper.map(KEY, record, null);

        if (mapped instanceof Mapped.Typed row) {
            // Jackson reads what is written too long as the character that is meant
            assertTrue(UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(Objects.requireNonNull(row.value())))
                    .hasRemaining());
        }
    }

    private Mapped map(byte[] name) {
        byte[] before = "{\"shop_id\":1,\"shop_name\":".getBytes(UTF_8);
        return mapper.map(
                KEY,
                ByteBuffer.allocate(before.length + name.length + 1)
                        .put(before)
                        .put(name)
                        .put((byte) '}')
                        .array(),
                null);
    }

    /** As JSON that has no more escapes than it must; half of a pair has no UTF-8. */
    private static String unescaped(String text) {
        boolean half = text.length() == "a?b".length();
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(unit -> {
            if (unit == '"' || unit == '\\') {
                json.append('\\').append((char) unit);
            } else if (unit < ' ' || (half && Character.isSurrogate((char) unit))) {
                json.append("\\u%04x".formatted(unit));
            } else {
                json.append((char) unit);
            }
        });
        return json.append('"').toString();
    }

    private static String escaped(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(unit -> json.append("\\u%04x".formatted(unit)));
        return json.append('"').toString();
    }
}
