package io.jststream.transformer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the mapping makes of a raw record. */
sealed interface Mapped {
    /**
     * A row as the table has it. The arrays are handed on, never changed and never compared.
     *
     * @param value null for a tombstone: the row is gone at the source
     * @param misfits what did not fit and was cut or left out
     * @param warnings rules that it breaks and that only warn
     * @param lines of each list of the catalog, in its order, the lines; nothing for a tombstone, which has none
     */
    @SuppressWarnings("ArrayRecordComponent") // copying every record's bytes would protect them from nobody
    record Typed(
            byte[] key,
            byte @Nullable [] value,
            List<Misfit> misfits,
            List<RuleWarning> warnings,
            List<List<Line>> lines)
            implements Mapped {
        Typed(byte[] key, byte @Nullable [] value, List<Misfit> misfits) {
            this(key, value, misfits, List.of(), List.of());
        }
    }

    /** A line of a list as its table has it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Line(byte[] key, byte[] value) {}

    /**
     * The mapping refused it.
     *
     * @param field the column whose value was refused, or the condition that is not met, behind its line where it is one of a list,
     *     {@code items[2].qty}; null where it is about the record as a whole
     * @param reason what was found and what was expected, for a person
     * @param value the refused value in full; null where there is none
     */
    record Dead(
            Rule rule,
            @Nullable String field,
            String reason,
            @Nullable String value) implements Mapped {
        /** The field without the line that it is in, {@code items.qty}: there may be any number of lines. */
        @Nullable
        String column() {
            return field == null ? null : field.replaceAll("\\[\\d+]", "");
        }
    }
}
