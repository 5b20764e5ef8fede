package io.jststream.transformer.column;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of the source that stand for another one, or for NULL. */
final class Replacements {
    private final Map<String, @Nullable SourceValue> values = new HashMap<>();
    /** How many bytes they have: nearly all values are told by that to be none of them, and need not be decoded. */
    private final BitSet lengths = new BitSet();

    private Replacements(Map<String, @Nullable String> replace) {
        replace.forEach((replaced, by) -> {
            values.put(replaced, by == null ? null : SourceValue.text(by));
            lengths.set(replaced.getBytes(StandardCharsets.UTF_8).length);
        });
    }

    /** Of a column of the catalog. */
    static Replacements of(Map<String, @Nullable String> replace) {
        return new Replacements(replace);
    }

    /** What the value stands for: itself as a rule. */
    @Nullable
    SourceValue apply(@Nullable SourceValue value) {
        if (values.isEmpty()
                || value == null
                || value.structured()
                || (value.plain() && !lengths.get(value.plainBytes()))) {
            return value;
        }
        String text = value.text();
        return values.containsKey(text) ? values.get(text) : value;
    }
}
