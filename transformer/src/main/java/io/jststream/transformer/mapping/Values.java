package io.jststream.transformer.mapping;

import com.fasterxml.jackson.core.JsonToken;
import io.jststream.integration.expression.RecordValue;
import io.jststream.transformer.column.SourceValue;
import java.io.IOException;

/** What a field is to an expression that reads it. */
final class Values {
    private Values() {}

    /** An object or a list, for an expression. */
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
