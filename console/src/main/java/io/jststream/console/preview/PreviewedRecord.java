package io.jststream.console.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.console.verb.TextTable;
import io.jststream.integration.Column;
import io.jststream.integration.Integration;
import io.jststream.integration.Template;
import io.jststream.transformer.mapping.TrialMapping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One raw record and what the mapping makes of it, column by column. */
record PreviewedRecord(
        String key, List<Cell> cells, List<PreviewedLines> lists, TrialMapping.Result.@Nullable Refused refused) {
    private static final int SHOWN = 60;

    /**
     * A column.
     *
     * @param raw the values that its template reads, as JSON
     * @param mapped the value in the table as JSON, or why there is none
     */
    record Cell(String column, String raw, String mapped, String remark) {}

    PreviewedRecord {
        cells = List.copyOf(cells);
        lists = List.copyOf(lists);
    }

    static PreviewedRecord of(Integration integration, byte[] key, byte[] raw, TrialMapping.Result result)
            throws IOException {
        JsonNode fields = tree(raw);
        TrialMapping.Result.Refused refused = result instanceof TrialMapping.Result.Refused dead ? dead : null;
        JsonNode row = result instanceof TrialMapping.Result.Row typed && typed.value() != null
                ? RawFile.JSON.readTree(typed.value())
                : JsonNodeFactory.instance.missingNode();
        List<String> misfits = result instanceof TrialMapping.Result.Row typed ? typed.misfits() : List.of();
        List<Cell> cells = new ArrayList<>();
        for (Column column : integration.target().columns()) {
            cells.add(new Cell(
                    column.field(),
                    raw(column, fields),
                    row.isMissingNode() ? "" : row.path(column.field()).toString(),
                    remark(column.field(), refused, misfits)));
        }
        List<TrialMapping.Line> lines = result instanceof TrialMapping.Result.Row typed ? typed.lines() : List.of();
        return new PreviewedRecord(
                new String(key, StandardCharsets.UTF_8), cells, PreviewedLines.of(integration, lines), refused);
    }

    private static String remark(String column, TrialMapping.Result.@Nullable Refused refused, List<String> misfits) {
        if (refused != null && column.equals(refused.field())) {
            return "refused (" + refused.rule() + ")";
        }
        return misfits.contains(column) ? "did not fit, cut or left out" : "";
    }

    /** The record as JSON; a missing node where it is none. */
    static JsonNode tree(byte[] raw) {
        try {
            return RawFile.JSON.readTree(raw);
        } catch (IOException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    private static String raw(Column column, JsonNode record) {
        if (column.value().expression().isPresent()) {
            return column.value().text();
        }
        return column.value().parts().stream()
                .filter(Template.Part.Field.class::isInstance)
                .map(part -> record.at("/" + String.join("/", ((Template.Part.Field) part).path())))
                .map(value -> value.isMissingNode() ? "(missing)" : value.toString())
                .collect(Collectors.joining(" "));
    }

    /** For a person. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("record " + key + (refused == null ? "" : ": dead letter"));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("  column", "raw", "table", ""));
        cells.forEach(cell -> rows.add(
                List.of("  " + cell.column(), shortened(cell.raw()), shortened(cell.mapped()), cell.remark())));
        lines.addAll(TextTable.of(rows));
        lists.forEach(list -> lines.addAll(list.lines()));
        if (refused != null) {
            lines.add("  reason: " + (refused.field() == null ? "" : refused.field() + ": ") + refused.reason());
        }
        return lines;
    }

    /** For a program. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("key", key).put("dead", refused != null);
        if (refused != null) {
            json.put("field", refused.field()).put("rule", refused.rule()).put("reason", refused.reason());
        }
        ArrayNode list = json.putArray("columns");
        cells.forEach(cell -> list.addObject()
                .put("column", cell.column())
                .put("raw", cell.raw())
                .put("table", cell.mapped())
                .put("remark", cell.remark()));
        lists.forEach(each -> each.addTo(json));
        return json;
    }

    static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
    }
}
