package io.jststream.transformer.column;

import io.jststream.integration.Template;
import io.jststream.integration.Template.Format;
import io.jststream.integration.Template.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Template} with its fields bound to slots. A single field keeps its JSON type; text around fields makes a
 * text, in which a field without a value is empty.
 */
final class ValueTemplate {
    private final List<Piece> pieces;

    /** The only piece; null where there are several. */
    private final @Nullable Piece only;

    private ValueTemplate(List<Piece> pieces) {
        this.pieces = pieces;
        this.only = pieces.size() == 1 ? pieces.get(0) : null;
    }

    /** Text that stands for itself, or the value of a slot. */
    private sealed interface Piece {
        record Text(String text) implements Piece {}

        record Slot(int number, Format format) implements Piece {}

        record Computed(ComputedValue value) implements Piece {}
    }

    /**
     * A template whose fields get those slots.
     *
     * @param whole whether a single field may be an object or a list, and is wanted with all that is in it
     */
    static ValueTemplate of(Template template, boolean whole, Slots slots) {
        return new ValueTemplate(
                template.parts().stream().map(part -> piece(part, whole, slots)).toList());
    }

    @Nullable
    SourceValue fill(@Nullable SourceValue[] values) throws RefusedException {
        if (only instanceof Piece.Slot slot) {
            return ClockFormat.apply(slot.format(), values[slot.number()]);
        }
        if (only instanceof Piece.Computed computed) {
            return computed.value().fill(values);
        }
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Text literal) {
                text.append(literal.text());
            } else if (piece instanceof Piece.Slot slot) {
                SourceValue value = ClockFormat.apply(slot.format(), values[slot.number()]);
                if (value != null && value.structured()) {
                    return value; // no text, so the record is refused with the right reason
                }
                text.append(value == null ? "" : value.text());
            }
        }
        return SourceValue.text(text.toString());
    }

    private static Piece piece(Part part, boolean whole, Slots slots) {
        if (part instanceof Part.Field field) {
            return new Piece.Slot(slots.slot(field, whole), field.format());
        }
        if (part instanceof Part.Computed computed) {
            return new Piece.Computed(ComputedValue.of(computed.expression(), slots));
        }
        if (part instanceof Part.GoneAt) {
            return new Piece.Slot(slots.slotOfGoneAt(), Format.NONE);
        }
        return new Piece.Text(((Part.Literal) part).text());
    }
}
