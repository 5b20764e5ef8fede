package io.jststream.transformer;

import io.jststream.integration.Template;
import io.jststream.integration.Template.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Template} with its fields bound to a reader's slots. A single field keeps its JSON type; text around fields makes a
 * text, in which a field without a value is empty.
 */
final class ValueTemplate {
    private final List<Piece> pieces;

    private ValueTemplate(List<Piece> pieces) {
        this.pieces = pieces;
    }

    /** Text that stands for itself, or the value of a slot. */
    private sealed interface Piece {
        record Text(String text) implements Piece {}

        record Slot(int number) implements Piece {}
    }

    static ValueTemplate of(Template template, FieldReader reader) {
        return new ValueTemplate(
                template.parts().stream().map(part -> piece(part, reader)).toList());
    }

    @Nullable
    SourceValue fill(@Nullable SourceValue[] values) {
        if (pieces.size() == 1 && pieces.get(0) instanceof Piece.Slot slot) {
            return values[slot.number()];
        }
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Text literal) {
                text.append(literal.text());
            } else if (piece instanceof Piece.Slot slot && values[slot.number()] != null) {
                SourceValue value = values[slot.number()];
                if (value.structured()) {
                    return value; // no column takes it, so the record is refused with the right reason
                }
                text.append(value.text());
            }
        }
        return SourceValue.text(text.toString());
    }

    private static Piece piece(Part part, FieldReader reader) {
        if (part instanceof Part.Literal literal) {
            return new Piece.Text(literal.text());
        }
        return new Piece.Slot(reader.slot((Part.Field) part));
    }
}
