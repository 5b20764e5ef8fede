package io.jststream.transformer.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jststream.transformer.column.RefusedException;
import io.jststream.transformer.column.Rule;
import io.jststream.transformer.column.SourceValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Reads any record by Jackson, which decodes each text and says where a record is broken. Not thread-safe. */
final class DecodedTokens implements RecordTokens {
    private static final JsonFactory JSON = JsonFactory.builder()
            // interning would keep every field name that the API ever sends in the JVM's string table
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            // a record is UTF-8
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();

    private final byte[] json;
    /** Never closed, nor asked what stands behind the record: a parser that is closed hands the names that it has met on to the next one. */
    private final JsonParser parser;

    DecodedTokens(byte[] json) throws IOException {
        this.json = json;
        parser = JSON.createParser(json);
    }

    @Override
    public boolean nextName() throws IOException {
        return parser.nextToken() == JsonToken.FIELD_NAME;
    }

    @Override
    public boolean takeName(FieldName name) throws IOException {
        return name.text().equals(parser.currentName());
    }

    @Override
    public String name() throws IOException {
        return parser.currentName();
    }

    @Override
    public void skipName() {} // the parser goes on by itself

    @Override
    public JsonToken nextValue() throws IOException {
        return Objects.requireNonNullElse(parser.nextToken(), JsonToken.NOT_AVAILABLE);
    }

    @Override
    public JsonToken nextElement() throws IOException {
        return nextValue();
    }

    @Override
    public void skipChildren() throws IOException {
        parser.skipChildren();
    }

    @Override
    public SourceValue value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> SourceValue.OBJECT;
            case START_ARRAY -> SourceValue.ARRAY;
            case VALUE_STRING -> SourceValue.text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new SourceValue(SourceValue.Kind.NUMBER, parser.getText());
            default -> new SourceValue(SourceValue.Kind.LITERAL, parser.getText());
        };
    }

    @Override
    public int begin() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /** A parser that passes over the texts in it does not look at all of their bytes. */
    @Override
    public SourceValue structure(JsonToken start, int begin) throws RefusedException {
        ByteBuffer part = ByteBuffer.wrap(json, begin, end() - begin);
        try {
            return new SourceValue(
                    start == JsonToken.START_OBJECT ? SourceValue.Kind.OBJECT : SourceValue.Kind.ARRAY,
                    StandardCharsets.UTF_8.newDecoder().decode(part).toString());
        } catch (CharacterCodingException e) {
            throw RefusedException.of(
                    Rule.JSON, "found no UTF-8 at byte " + part.position() + ", expected a JSON object", null);
        }
    }

    private int end() {
        return (int) parser.currentLocation().getByteOffset();
    }

    @Override
    public boolean isEnd() {
        for (int at = end(); at < json.length; at++) {
            if (!PlainTokens.isBlank(json[at])) {
                return false;
            }
        }
        return true;
    }
}
