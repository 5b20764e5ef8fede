package io.jststream.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.integration.Column;
import io.jststream.integration.ColumnType;
import io.jststream.integration.NestedList;
import io.jststream.integration.Template.Format;
import io.jststream.integration.Template.Part;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what the table of a list must hold for records of the API. Takes from the catalog which field a column is and nothing else;
 * values are read here and apart from the transformer, so that comparing proves something. What is more than a field as it
 * comes, it does not know.
 */
record ExpectedLines(NestedList list) {
    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter();

    /** Whether it is one of the columns that {@link #of} knows. */
    boolean knows(Column column) {
        return column.replace().isEmpty()
                && column.value().parts().size() == 1
                && column.value().parts().get(0) instanceof Part.Field field
                && field.format() == Format.NONE
                && !(column.type() instanceof ColumnType.Json
                        || column.type() instanceof ColumnType.Floating
                        || column.type() instanceof ColumnType.Date);
    }

    /** The rows by key, with the columns that are known. */
    Map<String, Map<String, @Nullable String>> of(List<ObjectNode> records) {
        Map<String, Map<String, @Nullable String>> rows = new LinkedHashMap<>();
        for (ObjectNode record : records) {
            JsonNode lines = record;
            for (String name : list.of()) {
                lines = lines.path(name);
            }
            for (JsonNode line : lines) {
                Map<String, @Nullable String> row = row(record, line);
                rows.put(list.target().key().stream().map(row::get).collect(Collectors.joining("/")), row);
            }
        }
        return rows;
    }

    private Map<String, @Nullable String> row(JsonNode record, JsonNode line) {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        for (Column column : list.target().columns()) {
            if (knows(column) && column.value().parts().get(0) instanceof Part.Field field) {
                row.put(column.field(), value(column.type(), find(field, record, line)));
            }
        }
        return row;
    }

    private JsonNode find(Part.Field field, JsonNode record, JsonNode line) {
        JsonNode found = list.holds(field) ? line : record;
        for (String name : (list.holds(field) ? list.inLine(field) : field).path()) {
            found = found.path(name);
        }
        return found;
    }

    /** As the database shows it. */
    private static @Nullable String value(ColumnType type, JsonNode found) {
        String text = found.asText();
        if (found.isNull() || text.isEmpty()) {
            return null;
        }
        if (type instanceof ColumnType.Datetime datetime) {
            String digits = datetime.fraction() == 0 ? "" : "." + "S".repeat(datetime.fraction());
            return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss" + digits).format(LocalDateTime.parse(text, READ));
        }
        return DatabaseText.of(type, text);
    }
}
