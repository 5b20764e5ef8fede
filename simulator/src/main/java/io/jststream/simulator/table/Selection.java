package io.jststream.simulator.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Which rows are asked for.
 *
 * @param range where they stand, and in which order they come
 * @param filters the values that a field may have, as text
 */
public record Selection(Range range, Map<String, Set<String>> filters) {
    public Selection {
        filters = Map.copyOf(filters);
    }

    /** Which part of a table is read. */
    public sealed interface Range {}

    /** All, in the order of creation. */
    public record All() implements Range {}

    /** Those changed in a window, both ends included, in the order of their changes. */
    public record Changed(Instant begin, Instant end) implements Range {}

    /** Those with that row version or a higher one, in the order of row versions. */
    public record Since(long ts) implements Range {}

    boolean has(ObjectNode row) {
        return filters.entrySet().stream()
                .allMatch(filter ->
                        filter.getValue().contains(row.path(filter.getKey()).asText()));
    }
}
