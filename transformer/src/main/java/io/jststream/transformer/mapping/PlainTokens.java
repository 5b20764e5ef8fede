package io.jststream.transformer.mapping;

import com.fasterxml.jackson.core.JsonToken;
import io.jststream.transformer.column.PlainText;
import io.jststream.transformer.column.SourceValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a record whose JSON is surely right and whose texts are {@linkplain PlainText plain}, as nearly all are: then a value is a
 * piece of the record, and nothing has to be made of it. Of all others it says so, and {@link DecodedTokens} reads them. Not
 * thread-safe.
 */
final class PlainTokens implements RecordTokens {
    /** So deep a parser goes in any case, and so long may a name be, or a number that a double is to hold. */
    private static final int SURELY_TAKEN = 300;

    private final byte[] json;
    /** What has been read. */
    private int at;

    private JsonToken token = JsonToken.NOT_AVAILABLE;
    /** Where the value, or the name, begins. */
    private int begin;
    /** Where it ends; a text at its quotation mark. */
    private int end;

    private int level;
    /** Whether an object or a list has just begun, so that no comma stands before what comes. */
    private boolean first;

    PlainTokens(byte[] json) {
        this.json = json;
    }

    @Override
    public boolean nextName() throws NotPlainException {
        byte next = next();
        if (next == '}') {
            close();
            return false;
        }
        require(behindComma(next) == '"');
        begin = at;
        return true;
    }

    @Override
    public boolean takeName(FieldName name) throws NotPlainException {
        if (!name.standsAt(json, at)) {
            return false;
        }
        at += name.length();
        require(next() == ':');
        return true;
    }

    @Override
    public String name() throws NotPlainException {
        skipName();
        return new String(json, begin, end - begin, StandardCharsets.UTF_8);
    }

    @Override
    public void skipName() throws NotPlainException {
        takeText();
        require(end - begin < SURELY_TAKEN && next() == ':');
    }

    @Override
    public JsonToken nextValue() throws NotPlainException {
        return take(next());
    }

    @Override
    public JsonToken nextElement() throws NotPlainException {
        byte next = next();
        if (next == ']') {
            close();
            return JsonToken.END_ARRAY;
        }
        return take(behindComma(next));
    }

    @Override
    public void skipChildren() throws NotPlainException {
        if (token == JsonToken.START_OBJECT) {
            while (nextName()) {
                skipName();
                nextValue();
                skipChildren();
            }
        } else if (token == JsonToken.START_ARRAY) {
            while (nextElement() != JsonToken.END_ARRAY) {
                skipChildren();
            }
        }
    }

    @Override
    public SourceValue value() {
        return switch (token) {
            case START_OBJECT -> SourceValue.OBJECT;
            case START_ARRAY -> SourceValue.ARRAY;
            case VALUE_STRING -> SourceValue.plain(SourceValue.Kind.TEXT, json, begin, end);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> SourceValue.plain(SourceValue.Kind.NUMBER, json, begin, end);
            default -> SourceValue.plain(SourceValue.Kind.LITERAL, json, begin, end);
        };
    }

    @Override
    public int begin() {
        return begin;
    }

    @Override
    public SourceValue structure(JsonToken start, int begin) {
        return SourceValue.plain(
                start == JsonToken.START_OBJECT ? SourceValue.Kind.OBJECT : SourceValue.Kind.ARRAY, json, begin, at);
    }

    @Override
    public boolean isEnd() throws NotPlainException {
        while (at < json.length) {
            require(isBlank(json[at++]));
        }
        return true;
    }

    private JsonToken take(byte next) throws NotPlainException {
        begin = at - 1;
        token = switch (next) {
            case '"' -> takeText();
            case '{' -> open(JsonToken.START_OBJECT);
            case '[' -> open(JsonToken.START_ARRAY);
            case 'n' -> takeLiteral(JsonToken.VALUE_NULL);
            case 't' -> takeLiteral(JsonToken.VALUE_TRUE);
            case 'f' -> takeLiteral(JsonToken.VALUE_FALSE);
            default -> takeNumber();
        };
        return token;
    }

    private JsonToken takeText() throws NotPlainException {
        begin = at;
        end = PlainText.end(json, at);
        require(end >= 0);
        at = end + 1;
        return JsonToken.VALUE_STRING;
    }

    private JsonToken takeLiteral(JsonToken literal) throws NotPlainException {
        byte[] text = literal.asByteArray();
        at = begin + text.length;
        require(at < json.length && Arrays.equals(json, begin, at, text, 0, text.length));
        return takeEnd(literal);
    }

    /** A number without an exponent; those are rare. */
    private JsonToken takeNumber() throws NotPlainException {
        at = json[begin] == '-' ? begin + 1 : begin;
        boolean zero = at < json.length && json[at] == '0';
        int digits = takeDigits();
        require(digits == 1 || (digits > 1 && !zero));
        if (at == json.length || json[at] != '.') {
            return takeEnd(JsonToken.VALUE_NUMBER_INT);
        }
        at++;
        require(takeDigits() > 0);
        return takeEnd(JsonToken.VALUE_NUMBER_FLOAT);
    }

    private int takeDigits() {
        int from = at;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        return at - from;
    }

    private JsonToken takeEnd(JsonToken taken) throws NotPlainException {
        end = at;
        require(level > 0 && end < json.length && end - begin < SURELY_TAKEN);
        byte behind = json[end];
        require(behind == ',' || behind == '}' || behind == ']' || isBlank(behind));
        return taken;
    }

    private JsonToken open(JsonToken start) throws NotPlainException {
        level++;
        require(level < SURELY_TAKEN);
        first = true;
        return start;
    }

    private void close() {
        level--;
        first = false;
    }

    private byte behindComma(byte next) throws NotPlainException {
        if (first) {
            first = false;
            return next;
        }
        require(next == ',');
        return next();
    }

    /** What comes next but blanks. */
    private byte next() throws NotPlainException {
        while (at < json.length) {
            byte next = json[at++];
            if (!isBlank(next)) {
                return next;
            }
        }
        throw new NotPlainException();
    }

    static boolean isBlank(byte unit) {
        // nearly all are told by the first comparison
        return unit <= ' ' && (unit == ' ' || unit == '\n' || unit == '\r' || unit == '\t');
    }

    private static void require(boolean plain) throws NotPlainException {
        if (!plain) {
            throw new NotPlainException();
        }
    }
}
