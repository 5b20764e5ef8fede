package io.jststream.transformer.mapping;

import com.fasterxml.jackson.core.JsonToken;
import io.jststream.integration.expression.RecordValue;
import io.jststream.transformer.column.RefusedException;
import io.jststream.transformer.column.Rule;
import io.jststream.transformer.column.SourceValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What a field is beyond what stands there: an object or a list as its JSON, and whatever an expression reads as it sees it. */
final class Values {
    private Values() {}

    /** An object or a list. A parser that passes over the texts in it does not look at all of their bytes. */
    static SourceValue structure(JsonToken token, byte[] json, int start, int end) throws RefusedException {
        ByteBuffer part = ByteBuffer.wrap(json, start, end - start);
        try {
            return new SourceValue(
                    token == JsonToken.START_OBJECT ? SourceValue.Kind.OBJECT : SourceValue.Kind.ARRAY,
                    StandardCharsets.UTF_8.newDecoder().decode(part).toString());
        } catch (CharacterCodingException e) {
            throw RefusedException.of(
                    Rule.JSON, "found no UTF-8 at byte " + part.position() + ", expected a JSON object", null);
        }
    }

    /** The same for an expression. */
    static SourceValue input(SourceValue structure) throws IOException {
        return SourceValue.input(structure.kind(), structure.text(), RecordValue.json(structure.text()));
    }

    /** A value without parts, for an expression. */
    static SourceValue input(JsonToken token, String text) {
        return switch (token) {
            case VALUE_STRING -> SourceValue.input(SourceValue.Kind.TEXT, text, RecordValue.text(text));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                SourceValue.input(SourceValue.Kind.NUMBER, text, RecordValue.number(text));
            default -> SourceValue.input(SourceValue.Kind.LITERAL, text, RecordValue.literal(text));
        };
    }
}
