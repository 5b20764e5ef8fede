package io.jststream.producer.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Entries of the ledger as a table for people, one line a sweep. */
public final class LedgerTable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> COUNTS =
            List.of("pages", "calls", "seen", "new", "changed", "gone", "held", "absent");
    private static final int FIRST_COUNT = 4;

    private LedgerTable() {}

    /** The lines, a heading first. An entry that cannot be understood stands there as it is. */
    public static List<String> of(List<String> entries) {
        List<List<String>> rows = new ArrayList<>();
        List<String> heading = new ArrayList<>(List.of("started", "account", "integration", "outcome"));
        heading.addAll(COUNTS);
        heading.addAll(List.of("seconds", "remarks"));
        rows.add(heading);
        entries.forEach(entry -> rows.add(row(entry, heading.size())));
        return aligned(rows);
    }

    private static List<String> row(String text, int columns) {
        try {
            JsonNode entry = JSON.readTree(text);
            Instant started = Instant.parse(entry.path("started").asText());
            List<String> row = new ArrayList<>(List.of(
                    started.toString().replaceAll("\\.\\d+Z$", "Z"),
                    entry.path("account").asText(),
                    entry.path("integration").asText(),
                    entry.path("outcome").asText()));
            COUNTS.forEach(count -> row.add(entry.path(count).asText("-")));
            Duration took =
                    Duration.between(started, Instant.parse(entry.path("ended").asText()));
            row.add("%.1f".formatted(took.toMillis() / 1000.0));
            row.add(remarks(entry));
            return row;
        } catch (IOException | DateTimeParseException notAnEntry) {
            List<String> row = new ArrayList<>(List.of(text));
            IntStream.range(1, columns).forEach(column -> row.add(""));
            return row;
        }
    }

    private static String remarks(JsonNode entry) {
        List<String> remarks = new ArrayList<>();
        if (entry.path("repair").asBoolean()) {
            remarks.add("repair, mended " + entry.path("mended").asText());
        }
        if (entry.path("reread").asInt() > 0) {
            remarks.add("reread " + entry.path("reread").asInt());
        }
        if (entry.path("resumed").asBoolean()) {
            remarks.add("resumed");
        }
        String reason = entry.path("reason").asText();
        if (reason.isEmpty()) {
            String findings = Findings.from(entry.path("findings")).text();
            remarks.addAll(findings.isEmpty() ? List.of() : List.of(findings));
        } else {
            remarks.add(reason);
        }
        return String.join("; ", remarks);
    }

    private static List<String> aligned(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .filter(row -> !row.get(column).isEmpty() && !row.get(1).isEmpty())
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, columns)
                        .mapToObj(column -> cell(row.get(column), column, columns, widths[column]))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .toList();
    }

    /** Numbers stand at the right. */
    private static String cell(String text, int column, int columns, int width) {
        String room = " ".repeat(Math.max(0, width - text.length()));
        return column >= FIRST_COUNT && column < columns - 1 ? room + text : text + room;
    }
}
