package io.jststream.transformer.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.jststream.transformer.column.RefusedException;
import io.jststream.transformer.column.SourceValue;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is read as plain must be what a parser reads, whatever the record; the seed is fixed, so a failure comes again. */
final class RecordTokensTest {
    private static final int RECORDS = 100_000;
    private static final FieldName KNOWN = new FieldName("known");
    private static final FieldName IN_QUOTES = new FieldName("in \"quotes\"");
    private static final List<String> ODD = List.of("1e5", "012", "-0", "[".repeat(1_001) + "]".repeat(1_001));
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            " ",
            "\n",
            "\t",
            "\r",
            "\u000b",
            "\"",
            "\\",
            "x",
            "null",
            "true",
            "false",
            "nul",
            "truex",
            "0",
            "-0",
            "-",
            "12",
            "012",
            "1.5",
            "1.",
            ".5",
            "1e5",
            "-7.50",
            "9".repeat(499),
            "9".repeat(1_001),
            "\"\"",
            "\"店🦌\"",
            "\"known\"",
            "\"in \\\"quotes\\\"\"",
            "\"in \"quotes\"\"",
            "\"\\u5e97\"",
            "\"\u007f\"",
            "\"" + "n".repeat(60_000) + "\":1",
            "[".repeat(499),
            "[".repeat(1_001),
            "]".repeat(499),
            "{\"a\":[1,{}]}");

    private final Random random = new Random(20261128);

    @Test
    void readsWhatIsPlainAsTheParserDoes() {
        int plain = 0;
        int known = 0;
        for (int i = 0; i < RECORDS; i++) {
            byte[] record = damaged(object(0)).getBytes(UTF_8);
            if (random.nextInt(4) == 0 && record.length > 0) {
                record[random.nextInt(record.length)] = (byte) random.nextInt(256);
            }
            String read = read(new PlainTokens(record));
            if (!read.isEmpty()) {
                plain++;
                known += read.contains("known") ? 1 : 0;
                assertEquals(read(decoded(record)), read, () -> new String(record, UTF_8));
            }
        }
        assertTrue(plain > RECORDS / 3 && known > RECORDS / 10, plain + " plain, " + known + " with a known name");
    }

    private static DecodedTokens decoded(byte[] record) {
        try {
            return new DecodedTokens(record);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** All that there is to read; nothing where the record is not plain. */
    private static String read(RecordTokens tokens) {
        StringBuilder read = new StringBuilder();
        try {
            readValue(tokens, tokens.nextValue(), read);
            if (read.charAt(0) == '{') {
                read.append(tokens.isEnd());
            }
        } catch (NotPlainException e) {
            return "";
        } catch (JsonProcessingException e) {
            read.append(" is broken");
        } catch (RefusedException e) {
            read.append(" is refused");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return read.toString();
    }

    private static void readValue(RecordTokens tokens, JsonToken token, StringBuilder read)
            throws IOException, RefusedException {
        int begin = tokens.begin();
        if (token == JsonToken.START_OBJECT) {
            read.append('{');
            while (tokens.nextName()) {
                readMember(tokens, read);
            }
            read.append('}').append(tokens.structure(token, begin).text());
        } else if (token == JsonToken.START_ARRAY) {
            read.append('[');
            for (JsonToken each = tokens.nextElement(); each != JsonToken.END_ARRAY; each = tokens.nextElement()) {
                readValue(tokens, each, read);
            }
            read.append(']').append(tokens.structure(token, begin).text());
        } else {
            SourceValue value = tokens.value();
            read.append(token).append(value.kind()).append(value.text()).append(',');
        }
    }

    /** A value of a name that nobody knows is not looked at. */
    private static void readMember(RecordTokens tokens, StringBuilder read) throws IOException, RefusedException {
        if (tokens.takeName(KNOWN)) {
            read.append("known:");
            readValue(tokens, tokens.nextValue(), read);
        } else if (tokens.takeName(IN_QUOTES)) {
            read.append("quotes:");
            readValue(tokens, tokens.nextValue(), read);
        } else {
            if (read.length() % 2 == 0) {
                tokens.skipName();
            } else {
                read.append(tokens.name());
            }
            read.append(tokens.nextValue()).append('-');
            tokens.skipChildren();
        }
    }

    private String damaged(String record) {
        StringBuilder text = new StringBuilder(record);
        for (int damage = random.nextInt(5) - 2; damage > 0; damage--) {
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(3));
            text.replace(from, to, PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private String object(int level) {
        StringBuilder object = new StringBuilder("{");
        for (int members = random.nextInt(5); members > 0; members--) {
            object.append(List.of("\"known\"", "\"in \\\"quotes\\\"\"", "\"knowns\"", "\"店\"", "\"\"")
                            .get(random.nextInt(5)))
                    .append(random.nextInt(5) == 0 ? " : " : ":")
                    .append(value(level))
                    .append(members == 1 ? "" : ",");
        }
        return object.append('}').toString();
    }

    private String value(int level) {
        return switch (random.nextInt(level < 3 ? 9 : 7)) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> Long.toString(random.nextLong() >> random.nextInt(64));
            case 3 -> "-19.90";
            case 4 -> "false ";
            case 5 -> "\"店🦌 known\"";
            case 6 -> random.nextInt(9) == 0 ? ODD.get(random.nextInt(ODD.size())) : "\"\"";
            case 7 -> "[" + value(level + 1) + "," + value(level + 1) + "]";
            default -> object(level + 1);
        };
    }
}
