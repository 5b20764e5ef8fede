package io.jststream.integration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a whole sweep has to look like before anything of it is published: what no single record can show.
 *
 * @param atLeast records that there have to be
 * @param mayFallPercent how many fewer there may be than in the sweep that was published last
 * @param nullsPercent of a field of the record: the share of records that may lack it, or have null or an empty text there
 * @param values of a field of the record: the texts that it may have; one that is not among them is new
 */
public record SweepRules(
        int atLeast,
        Optional<Integer> mayFallPercent,
        Map<String, Integer> nullsPercent,
        Map<String, Set<String>> values) {
    /** Everything is published page by page. */
    public static final SweepRules NONE = new SweepRules(0, Optional.empty(), Map.of(), Map.of());

    public SweepRules {
        nullsPercent = Collections.unmodifiableMap(new LinkedHashMap<>(nullsPercent));
        Map<String, Set<String>> copies = new LinkedHashMap<>();
        values.forEach(
                (field, allowed) -> copies.put(field, Collections.unmodifiableSet(new LinkedHashSet<>(allowed))));
        values = Collections.unmodifiableMap(copies);
    }

    /** Whether there is anything to judge. */
    public boolean isEmpty() {
        return equals(NONE);
    }
}
