package io.jststream.transformer.column;

import org.jspecify.annotations.Nullable;

/**
 * Why a record is not mapped.
 *
 * @param field the column whose value was refused, or the condition that is not met, behind its line where it is one of a list,
 *     {@code items[2].qty}; null where it is about the record as a whole
 * @param reason what was found and what was expected, for a person
 * @param value the refused value in full; null where there is none
 */
public record Refusal(
        Rule rule,
        @Nullable String field,
        String reason,
        @Nullable String value) {
    /** The field without the line that it is in, {@code items.qty}: there may be any number of lines. */
    public @Nullable String column() {
        return field == null ? null : field.replaceAll("\\[\\d+]", "");
    }
}
