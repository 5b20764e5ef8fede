package io.jststream.transformer.mapping;

import io.jststream.transformer.column.Misfit;
import io.jststream.transformer.column.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the mapping makes of a raw record. */
public sealed interface Mapped {
    /**
     * A row as the table has it. The arrays are handed on, never changed and never compared.
     *
     * @param key the raw record's own where it is that, byte for byte
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
        public Typed(byte[] key, byte @Nullable [] value, List<Misfit> misfits) {
            this(key, value, misfits, List.of(), List.of());
        }
    }

    /** A line of a list as its table has it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Line(byte[] key, byte[] value) {}

    /** The mapping refused it. */
    record Dead(Refusal refusal) implements Mapped {}
}
