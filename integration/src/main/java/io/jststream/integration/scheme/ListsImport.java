package io.jststream.integration.scheme;

import io.jststream.integration.Column;
import io.jststream.integration.scheme.ColumnImport.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes lists of a catalog file of the statements with which a scheme writes a row for each line of a list. Not thread-safe. */
final class ListsImport {
    private final SourceImport reading;
    private final KnownApis apis;
    private final Map<String, String> labels;
    private final Notes notes;
    private final List<ListImport> lists = new ArrayList<>();

    ListsImport(SourceImport reading, KnownApis apis, Map<String, String> labels, Notes notes) {
        this.reading = reading;
        this.apis = apis;
        this.labels = labels;
        this.notes = notes;
    }

    /** All of them. */
    List<ListImport> lists() {
        return lists;
    }

    /**
     * The lines of a list, written by a statement.
     *
     * @param statement what the statement is called
     * @param place where its parameters stand
     * @param recordKey the key columns of the record's own table
     */
    void take(
            String list,
            String statement,
            String place,
            String table,
            Map<String, SchemeField> parameters,
            List<Column> recordKey) {
        String key = "target." + statement;
        if (lists.stream()
                .anyMatch(other -> other.of().equals(list) || other.table().equals(table))) {
            notes.notSupported(
                    key,
                    "the list '" + list + "' or the table '" + table + "' is written already: a list fills one table");
            return;
        }
        ColumnImport columns = new ColumnImport(new Place(place, Optional.of(list)), reading, apis, labels, notes);
        parameters.forEach(columns::take);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < recordKey.size(); i++) {
            Column ofRecord = recordKey.get(i);
            if (!columns.share(i, ofRecord)) {
                notes.warning(
                        key,
                        "'" + ofRecord.field()
                                + "' of the record is not among the columns, so nobody could tell whose line a"
                                + " row is: it is added here, add it to the table '" + table + "'");
            }
            columns.ofField(ofRecord.value().fields().get(0)).map(Column::field).ifPresent(names::add);
        }
        Optional<String> lineKey = lineKey(list, key);
        lineKey.ifPresent(field -> names.add(keyColumn(field, recordKey.size(), key, columns)));
        say(list, table, key, names, lineKey.isPresent());
        lists.add(new ListImport(list, table, names, lineKey.isPresent(), columns.columns(), columns.leftOut()));
    }

    private String keyColumn(String field, int index, String key, ColumnImport columns) {
        Optional<Column> there = columns.ofField(field);
        there.ifPresent(columns::makeKey);
        return there.orElseGet(() -> {
                    Column added = columns.addKey(index, field);
                    notes.warning(
                            key,
                            "'" + field + "' is not among the columns, so lines could not be told apart: column '"
                                    + added.field() + "' is added here, add it to the table");
                    return added;
                })
                .field();
    }

    /** What the delivered catalog or the documentation knows, else what the scheme itself identifies a line by. */
    private Optional<String> lineKey(String list, String key) {
        Optional<String> delivered = apis.lineKey(reading.api(), list);
        if (delivered.isPresent()) {
            return delivered;
        }
        Optional<String> documented = apis.documentedLineKey(reading.api(), list);
        documented.ifPresent(field -> notes.warning(
                key,
                "lines are told apart by '" + field
                        + "', as the API's documentation describes it: look at some answers whether"
                        + " each line has one, and no other line of the record the same"));
        return documented.or(() -> reading.idOfLine().stream()
                .filter(field -> field.startsWith(list + "."))
                .findFirst());
    }

    private void say(String list, String table, String key, List<String> names, boolean complete) {
        if (complete) {
            notes.replaced(
                    key,
                    "target.lists makes each line of '" + list + "' a row of '" + table
                            + "'; one that its record has no more is deleted, which the scheme never did");
            notes.warning(
                    key,
                    "the sink finds a row by the table's primary key, which has to be " + names
                            + ": compare with SHOW CREATE TABLE. A record with two lines of one key is a dead letter");
        } else {
            notes.notSupported(
                    key,
                    "what tells the lines of '" + list
                            + "' in one record apart is not known, so target.lists stands in the"
                            + " file as a comment: look at some answers of the API which field of a line no other line of the"
                            + " record has, such as a number of its own and not the article's; add its column to key with"
                            + " required: true, and take away the #");
        }
    }
}
