package io.jststream.console.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.transformer.TrialMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What another mapping would change: how many rows and which columns first, then examples. */
public final class DiffReport {
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Map<String, Long> columns = new LinkedHashMap<>();
    private final List<String> examples = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final ObjectMapper json = new ObjectMapper();
    private final List<String> notCompared;
    private final int shown;

    /**
     * Counts what a comparison has found.
     *
     * @param notCompared tables of which it says nothing
     * @param shown how many examples
     */
    public DiffReport(MappingDiff diff, List<String> notCompared, int shown) {
        this.notCompared = List.copyOf(notCompared);
        this.shown = shown;
        for (String name : List.of("records", "unchanged", "changed", "added", "kept", "refused now", "refused then")) {
            counts.put(name, 0L);
        }
        counts.put("records", diff.records());
        diff.rows().forEach(this::count);
        counts.put("refused now", (long) diff.refusedLive().size());
        counts.put("refused then", (long) diff.refusedOther().size());
        diff.refusedOther().forEach((key, refused) -> {
            if (!diff.refusedLive().containsKey(key) && refusals.size() < shown) {
                refusals.add(key + ": " + reason(refused));
            }
        });
    }

    /** Whether the table and the dead letters would be as they are. */
    public boolean same() {
        return List.of("changed", "added", "kept").stream().allMatch(name -> count(name) == 0)
                && count("refused now") == count("refused then");
    }

    private long count(String name) {
        return counts.getOrDefault(name, 0L);
    }

    private void count(String key, MappingDiff.Version row) {
        if (row.live() == null && row.other() == null) {
            return;
        }
        if (Arrays.equals(row.live(), row.other())) {
            add("unchanged");
        } else if (row.live() == null) {
            add("added");
            example(key + ": a new row");
        } else if (row.other() == null) {
            add("kept");
            example(key + ": is not written any more and stays as it is");
        } else {
            add("changed");
            compare(key, tree(row.live()), tree(row.other()));
        }
    }

    private void compare(String key, JsonNode live, JsonNode other) {
        Set<String> names = new LinkedHashSet<>();
        live.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        List<String> changes = new ArrayList<>();
        for (String name : names) {
            if (!live.path(name).equals(other.path(name))) {
                columns.merge(name, 1L, Long::sum);
                changes.add(name + " " + text(live.path(name)) + " → " + text(other.path(name)));
            }
        }
        example(key + ": " + String.join(", ", changes));
    }

    /** What a column would be beside what it is; one that only one of them has is no column there. */
    private static String text(JsonNode value) {
        return value.isMissingNode() ? "(no column)" : value.toString();
    }

    private static String reason(TrialMapping.Result.Refused refused) {
        return (refused.field() == null ? "" : refused.field() + ": ") + refused.reason();
    }

    private void add(String name) {
        counts.merge(name, 1L, Long::sum);
    }

    private void example(String example) {
        if (examples.size() < shown) {
            examples.add(example);
        }
    }

    private JsonNode tree(byte[] row) {
        try {
            return json.readTree(row);
        } catch (IOException e) {
            throw new UncheckedIOException("a mapping writes JSON", e);
        }
    }

    /** For a person. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("raw records   " + counts.get("records"));
        lines.add("rows          " + counts.get("changed") + " changed, " + counts.get("added") + " new, "
                + counts.get("kept") + " not written any more, " + counts.get("unchanged") + " unchanged");
        lines.add("dead letters  " + counts.get("refused now") + " now, " + counts.get("refused then") + " then");
        if (!notCompared.isEmpty()) {
            lines.add("not compared  " + String.join(", ", notCompared) + ": the lines of lists");
        }
        columns.forEach((name, rows) -> lines.add("column        " + name + " changes in " + rows + " row(s)"));
        examples.forEach(example -> lines.add("  " + example));
        refusals.forEach(refusal -> lines.add("  refused then: " + refusal));
        return lines;
    }

    /** For a program. */
    public ObjectNode json() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("same", same());
        counts.forEach((name, count) -> answer.put(name.replace(' ', '_'), count));
        ObjectNode perColumn = answer.putObject("columns");
        columns.forEach(perColumn::put);
        notCompared.forEach(answer.putArray("not_compared")::add);
        ArrayNode list = answer.putArray("examples");
        examples.forEach(list::add);
        refusals.forEach(answer.putArray("newly_refused")::add);
        return answer;
    }
}
