package io.jststream.console.preview;

import com.fasterxml.jackson.databind.JsonNode;
import io.jststream.integration.Column;
import io.jststream.integration.Integration;
import io.jststream.integration.Table;
import io.jststream.service.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fields that the columns of an integration name and no record of a page has: nothing refuses a misspelt one, its column would stay
 * empty.
 */
final class UnknownFields {
    private final List<JsonNode> records;

    UnknownFields(List<JsonNode> records) {
        this.records = List.copyOf(records);
    }

    /** A sentence for each, with the name that may be meant; none where there is no record to look at. */
    List<String> hints(Integration integration) {
        List<String> hints = new ArrayList<>();
        if (records.isEmpty()) {
            return hints;
        }
        for (Table table : integration.tables()) {
            for (Column column : table.target().columns()) {
                column.value().fields().forEach(field -> look(table, column, field, hints));
                if (column.value().fields().isEmpty() && has(column.value().text(), records)) {
                    hints.add("column %s of %s is the text '%s' in every row; the field of that name is \"{%s}\""
                            .formatted(
                                    column.field(),
                                    table.name(),
                                    column.value().text(),
                                    column.value().text()));
                }
            }
        }
        return hints;
    }

    private void look(Table table, Column column, String field, List<String> hints) {
        List<String> path = List.of(field.split("\\."));
        List<JsonNode> nodes = records;
        for (int i = 0; i < path.size() && !nodes.isEmpty(); i++) {
            if (!has(path.get(i), nodes)) {
                hints.add("no record here has the field {%s}, of which column %s of %s is made%s"
                        .formatted(
                                String.join(".", path.subList(0, i + 1)),
                                column.field(),
                                table.name(),
                                DidYouMean.hint(path.get(i), names(nodes))));
                return;
            }
            nodes = inside(path.get(i), nodes);
        }
    }

    private static boolean has(String name, List<JsonNode> nodes) {
        return nodes.stream().anyMatch(node -> node.has(name));
    }

    /** What stands in a field of that name: objects, also the lines of lists. Nulls and empty lists say nothing of what may be there. */
    private static List<JsonNode> inside(String name, List<JsonNode> nodes) {
        List<JsonNode> inside = new ArrayList<>();
        for (JsonNode node : nodes) {
            JsonNode value = node.path(name);
            if (value.isArray()) {
                value.forEach(inside::add);
            } else if (!value.isMissingNode() && !value.isNull()) {
                inside.add(value);
            }
        }
        return inside;
    }

    private static Set<String> names(List<JsonNode> nodes) {
        Set<String> names = new TreeSet<>();
        nodes.forEach(node -> node.fieldNames().forEachRemaining(names::add));
        return names;
    }
}
