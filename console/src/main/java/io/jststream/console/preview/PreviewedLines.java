package io.jststream.console.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.console.verb.TextTable;
import io.jststream.integration.Column;
import io.jststream.integration.Integration;
import io.jststream.integration.NestedList;
import io.jststream.integration.Table;
import io.jststream.transformer.mapping.TrialMapping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The lines of one of a record's lists as their table would have them. */
record PreviewedLines(NestedList list, List<JsonNode> rows) {
    private static final int SHOWN = 3;

    PreviewedLines {
        rows = List.copyOf(rows);
    }

    /** One for each list of the integration. */
    static List<PreviewedLines> of(Integration integration, List<TrialMapping.Line> lines) throws IOException {
        List<PreviewedLines> lists = new ArrayList<>();
        for (NestedList list : integration.target().lists()) {
            Table table = integration.table(list);
            List<JsonNode> rows = new ArrayList<>();
            for (TrialMapping.Line line : lines) {
                if (line.table().equals(table)) {
                    rows.add(RawFile.JSON.readTree(line.value()));
                }
            }
            lists.add(new PreviewedLines(list, rows));
        }
        return lists;
    }

    /** For a person: a row for each column, beside one another the first lines. */
    List<String> lines() {
        if (rows.isEmpty()) {
            return List.of(
                    "  no line of " + list.name() + " for " + list.target().table());
        }
        int shown = Math.min(SHOWN, rows.size());
        List<List<String>> table = new ArrayList<>();
        List<String> head =
                new ArrayList<>(List.of("  column of " + list.target().table()));
        for (int i = 0; i < shown; i++) {
            head.add(list.name() + "[" + i + "]");
        }
        table.add(head);
        for (Column column : list.target().columns()) {
            List<String> cells = new ArrayList<>(List.of("  " + column.field()));
            for (JsonNode row : rows.subList(0, shown)) {
                cells.add(PreviewedRecord.shortened(row.path(column.field()).toString()));
            }
            table.add(cells);
        }
        List<String> lines = new ArrayList<>(TextTable.of(table));
        if (rows.size() > shown) {
            lines.add("  … and " + (rows.size() - shown) + " more lines; --json shows them");
        }
        return lines;
    }

    /** For a program. */
    void addTo(ObjectNode json) {
        rows.forEach(json.withObject("/lists").withArray("/" + list.name())::add);
    }
}
