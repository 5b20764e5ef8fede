package io.jststream.console.diff;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What would become of the rows of one table: how many, in which columns, and some of them as examples. Not thread-safe. */
final class TableDiff {
    /** Characters of a value that an example shows. */
    private static final int SHOWN_CHARACTERS = 60;
    /** As many digits as there are: 1.10 is not 1.1 in a text, and a double has not all of them. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Map<Fate, Long> counts = new TreeMap<>();
    private final Map<String, Long> columns = new LinkedHashMap<>();
    private final List<String> examples = new ArrayList<>();
    private final int shown;
    private long different;

    /** What becomes of a row; in the order of an answer. */
    enum Fate {
        UNCHANGED("unchanged"),
        CHANGED("changed"),
        ADDED("added"),
        /** Its deletion is written. */
        REMOVED("removed"),
        /** Nothing is written for it any more. */
        KEPT("kept");

        private final String label;

        Fate(String label) {
            this.label = label;
        }
    }

    TableDiff(int shown) {
        this.shown = shown;
        Arrays.stream(Fate.values()).forEach(fate -> counts.put(fate, 0L));
    }

    /** Whether the table would be as it is. */
    boolean same() {
        return different == 0;
    }

    /** A row that both mappings make. */
    void compare(byte[] key, byte[] live, byte[] other) {
        if (Arrays.equals(live, other)) {
            count(Fate.UNCHANGED);
        } else {
            count(Fate.CHANGED);
            JsonNode before = tree(live);
            JsonNode after = tree(other);
            Set<String> names = new LinkedHashSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            List<String> changes = new ArrayList<>();
            for (String name : names) {
                String one = text(before.path(name));
                String two = text(after.path(name));
                if (!one.equals(two)) {
                    columns.merge(name, 1L, Long::sum);
                    changes.add(name + " " + shortened(one) + " → " + shortened(two));
                }
            }
            example(key, String.join(", ", changes));
        }
    }

    /** A row that the other mapping alone makes. */
    void added(byte[] key) {
        count(Fate.ADDED);
        example(key, "a new row");
    }

    /** A row that the other mapping deletes. */
    void removed(byte[] key) {
        count(Fate.REMOVED);
        example(key, "is deleted");
    }

    /** A row for which the other mapping writes nothing. */
    void kept(byte[] key) {
        count(Fate.KEPT);
        example(key, "is not written any more and stays as it is");
    }

    private void count(Fate fate) {
        counts.merge(fate, 1L, Long::sum);
    }

    private void example(byte[] key, String what) {
        different++;
        if (examples.size() < shown) {
            examples.add(new String(key, StandardCharsets.UTF_8) + ": " + what);
        }
    }

    /** What a column would be beside what it is; one that only one of them has is no column there. */
    private static String text(JsonNode value) {
        return value.isMissingNode() ? "(no column)" : value.toString();
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN_CHARACTERS)) + "…";
    }

    private static JsonNode tree(byte[] row) {
        try {
            return JSON.readTree(row);
        } catch (IOException e) {
            throw new UncheckedIOException("a mapping writes JSON", e);
        }
    }

    /** The counts, for a person. */
    String sums() {
        return count("changed", Fate.CHANGED) + ", " + count("new", Fate.ADDED) + ", "
                + count("deleted", Fate.REMOVED) + ", " + count("not written any more", Fate.KEPT) + ", "
                + count("unchanged", Fate.UNCHANGED);
    }

    private String count(String word, Fate fate) {
        return counts.get(fate) + " " + word;
    }

    /**
     * Columns and examples, for a person.
     *
     * @param prefix what stands before a column's name
     */
    List<String> details(String prefix) {
        List<String> lines = new ArrayList<>();
        columns.forEach(
                (name, rows) -> lines.add("column        " + prefix + name + " changes in " + rows + " row(s)"));
        examples.forEach(example -> lines.add("  " + example));
        if (different > examples.size()) {
            lines.add("  … and " + (different - examples.size()) + " more; --rows shows more of them");
        }
        return lines;
    }

    /** For a program. */
    void addTo(ObjectNode json) {
        counts.forEach((fate, count) -> json.put(fate.label, count));
        ObjectNode perColumn = json.putObject("columns");
        columns.forEach(perColumn::put);
        examples.forEach(json.putArray("examples")::add);
    }
}
