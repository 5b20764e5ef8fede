package io.jststream.integration.scheme;

import io.jststream.integration.Column;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A list of a catalog file, made of what a scheme writes for each line of it.
 *
 * @param key columns of the table's key; those of the record alone where nobody knows what tells the lines of one apart
 * @param complete whether the key is known: an incomplete one stands in the file as a comment
 * @param leftOut columns that are not imported, as comments of the file
 */
record ListImport(
        String of, String table, List<String> key, boolean complete, List<Column> columns, List<String> leftOut) {
    private static final Set<String> TAKEN = Set.of("raw", "dead", "sink", "typed", "other");

    ListImport {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        leftOut = List.copyOf(leftOut);
    }

    /** What its topic is called after. */
    String name() {
        String name = of.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "_").replaceFirst("^[^a-z]+", "");
        return name.isEmpty() || TAKEN.contains(name) ? name + "_lines" : name;
    }
}
