package io.jststream.transformer.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.jststream.integration.Column;
import io.jststream.integration.Integration;
import io.jststream.integration.NestedList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which columns of an integration no mapping case gives a value: nobody would see what becomes of them. */
record FilledColumns(Integration integration) {
    /** One line for each table that has such columns, with what to do. */
    List<String> missing(List<MappingCase> cases, Path folder) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (MappingCase each : cases) {
            each.row().ifPresent(rows::add);
        }
        List<String> missing = new ArrayList<>();
        add(integration.target().columns(), rows, folder, missing);
        List<NestedList> lists = integration.target().lists();
        for (int i = 0; i < lists.size(); i++) {
            List<JsonNode> lines = new ArrayList<>();
            for (JsonNode row : rows) {
                row.path("lists").path(i).forEach(lines::add);
            }
            add(lists.get(i).target().columns(), lines, folder, missing);
        }
        return missing;
    }

    private void add(List<Column> columns, List<JsonNode> rows, Path folder, List<String> missing) {
        List<String> empty = columns.stream()
                .map(Column::field)
                .filter(field -> rows.stream().noneMatch(row -> row.hasNonNull(field)))
                .toList();
        if (!empty.isEmpty()) {
            missing.add(
                    "%s: no mapping case has a value of %s; add a folder to %s with raw.json, a record of the API that has it, and typed.json, the row"
                            .formatted(
                                    integration.name(), String.join(", ", empty), folder.resolve(integration.name())));
        }
    }
}
