package io.jststream.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What two states of a table differ in, row by row and column by column. */
public final class Differences {
    private Differences() {}

    /** One line per difference; empty where {@code actual} is {@code expected}. */
    public static List<String> between(
            Map<String, Map<String, @Nullable String>> expected, Map<String, Map<String, @Nullable String>> actual) {
        List<String> differences = new ArrayList<>();
        Set<String> wanted = columns(expected);
        Set<String> found = columns(actual);
        if (!expected.isEmpty() && !actual.isEmpty()) {
            wanted.stream()
                    .filter(column -> !found.contains(column))
                    .forEach(column -> differences.add("column " + column + " is missing"));
            found.stream()
                    .filter(column -> !wanted.contains(column))
                    .forEach(column -> differences.add("column " + column + " should not be there"));
        }
        expected.forEach((key, row) -> {
            Map<String, @Nullable String> other = actual.get(key);
            if (other == null) {
                differences.add("row " + key + " is missing");
            } else {
                columns(row, other).entrySet().stream()
                        .filter(entry -> wanted.contains(entry.getKey()) && found.contains(entry.getKey()))
                        .forEach(entry -> differences.add(line(key, entry.getKey(), entry.getValue())));
            }
        });
        actual.keySet().stream()
                .filter(key -> !expected.containsKey(key))
                .forEach(key -> differences.add("row " + key + " should not be there"));
        return differences;
    }

    private static String line(String key, String column, Change change) {
        return "row " + key + ", " + column + ": expected " + shown(change.before()) + ", found "
                + shown(change.after());
    }

    private static Set<String> columns(Map<String, Map<String, @Nullable String>> rows) {
        return rows.values().stream()
                .flatMap(row -> row.keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** One column's two values. */
    record Change(@Nullable String before, @Nullable String after) {}

    /** The columns whose values differ, and those that only one of the two has. */
    static Map<String, Change> columns(Map<String, @Nullable String> before, Map<String, @Nullable String> after) {
        Map<String, Change> changes = new LinkedHashMap<>();
        Set<String> columns = new LinkedHashSet<>(before.keySet());
        columns.addAll(after.keySet());
        for (String column : columns) {
            boolean both = before.containsKey(column) && after.containsKey(column);
            if (!both || !Objects.equals(before.get(column), after.get(column))) {
                changes.put(column, new Change(before.get(column), after.get(column)));
            }
        }
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
