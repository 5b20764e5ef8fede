package io.jststream.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What two states of a table differ in, row by row and column by column. */
public final class Differences {
    private Differences() {}

    /** One line per difference; empty where {@code actual} is {@code expected}. */
    public static List<String> between(
            Map<String, Map<String, @Nullable String>> expected, Map<String, Map<String, @Nullable String>> actual) {
        List<String> differences = new ArrayList<>();
        expected.forEach((key, row) -> {
            Map<String, @Nullable String> other = actual.get(key);
            if (other == null) {
                differences.add("row " + key + " is missing");
            } else {
                columns(row, other)
                        .forEach((column, change) -> differences.add("row " + key + ", " + column + ": expected "
                                + shown(change.before()) + ", found " + shown(change.after())));
            }
        });
        actual.keySet().stream()
                .filter(key -> !expected.containsKey(key))
                .forEach(key -> differences.add("row " + key + " should not be there"));
        return differences;
    }

    /** One column's two values. */
    record Change(@Nullable String before, @Nullable String after) {}

    /** The columns whose values differ. */
    static Map<String, Change> columns(Map<String, @Nullable String> before, Map<String, @Nullable String> after) {
        Map<String, Change> changes = new LinkedHashMap<>();
        before.forEach((column, value) -> {
            if (!Objects.equals(value, after.get(column))) {
                changes.put(column, new Change(value, after.get(column)));
            }
        });
        return changes;
    }

    /** A value for people: quoted, shortened, or NULL. */
    static String shown(@Nullable String value) {
        if (value == null) {
            return "NULL";
        }
        return value.codePointCount(0, value.length()) <= 40
                ? "'" + value + "'"
                : "'" + value.substring(0, value.offsetByCodePoints(0, 39)) + "…'";
    }
}
