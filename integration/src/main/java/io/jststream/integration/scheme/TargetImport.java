package io.jststream.integration.scheme;

import static io.jststream.integration.scheme.SchemeJson.refused;

import io.jststream.integration.Column;
import io.jststream.integration.Integration;
import io.jststream.integration.Template.Part.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The target of a catalog file, made of a scheme's.
 *
 * @param leftOut columns that are not imported, as comments of the file
 */
record TargetImport(String table, List<String> key, List<Column> columns, List<String> leftOut) {
    private static final List<String> WRITES = List.of("execute", "batchexecute");

    static TargetImport read(SchemeJson target, SchemeJson source, SourceImport reading, KnownApis apis, Notes notes) {
        api(target, notes);
        Statement statement = Statement.of(target, notes);
        String table = statement
                .sql()
                .map(MainSql::table)
                .or(() -> apis.of(reading.api()).map(Integration::target).map(known -> known.table()))
                .orElseThrow(() -> refused(
                        target.key("main_sql"),
                        "missing, expected the statement that names the table: REPLACE INTO …"));
        ColumnImport columns = new ColumnImport(target, reading, apis, source.labels(), notes);
        statement.parameters().forEach(columns::take);
        if (!columns.readRecords()) {
            throw refused(
                    target.key("request"),
                    "no value names a field of the record, expected templates such as \"{shop_id}\": this looks like a call"
                            + " as it was sent; export the scheme's metadata instead");
        }
        List<String> key = key(reading.key(), columns, source, notes);
        return new TargetImport(table, key, columns.columns(), columns.leftOut());
    }

    private static void api(SchemeJson target, Notes notes) {
        String api = target.text("api");
        if (!api.isEmpty() && !WRITES.contains(api)) {
            throw refused(
                    target.key("api"),
                    "found '" + api + "', expected execute or batchexecute: this pipeline writes into MySQL alone");
        }
        notes.replaced(
                target.key("api"),
                "the JDBC sink writes many rows with one statement, and one bad row is a dead letter and fails no batch");
    }

    /** The columns of the source's key; one that the scheme did not write is put in front. */
    private static List<String> key(List<String> fields, ColumnImport columns, SchemeJson source, Notes notes) {
        Map<String, Column> ofField = new LinkedHashMap<>();
        columns.columns().forEach(column -> field(column).ifPresent(field -> ofField.putIfAbsent(field, column)));
        List<String> key = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            Column column = ofField.get(fields.get(i));
            if (column == null) {
                column = columns.addKey(i, fields.get(i));
                notes.warning(
                        source.key("id"),
                        "'" + fields.get(i) + "' is not among the columns, so rows could not be told apart: column '"
                                + column.field() + "' is added here, add it to the table");
            } else {
                columns.makeKey(column);
            }
            key.add(column.field());
        }
        notes.warning(
                "target.main_sql",
                "the sink finds a row by the table's primary key, which has to be " + key
                        + ": compare with SHOW CREATE TABLE, and the columns' types too");
        return key;
    }

    private static Optional<String> field(Column column) {
        boolean alone =
                column.value().parts().size() == 1 && column.value().parts().get(0) instanceof Field;
        return alone ? Optional.of(column.value().fields().get(0)) : Optional.empty();
    }
}
