package io.jststream.integration.scheme;

import static io.jststream.integration.scheme.SchemeJson.refused;

import io.jststream.integration.Column;
import io.jststream.integration.Integration;
import io.jststream.integration.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The target of a catalog file, made of a scheme's.
 *
 * @param leftOut columns that are not imported, as comments of the file
 * @param lists lists whose lines have tables of their own
 */
record TargetImport(
        String table, List<String> key, List<Column> columns, List<String> leftOut, List<ListImport> lists) {
    private static final List<String> WRITES = List.of("execute", "batchexecute");
    private static final String RECORDS = "_records";
    private static final int LONGEST_NAME = 64 - RECORDS.length();

    static TargetImport read(SchemeJson target, SchemeJson source, SourceImport reading, KnownApis apis, Notes notes) {
        api(target, notes);
        Statement statement = Statement.of(target, reading.lines(), notes);
        Optional<String> usual = apis.of(reading.api()).map(Integration::target).map(Target::table);
        String table = table(statement, usual, target);
        Optional<String> list = statement.list(reading.lines());
        // Where each row is a line, the columns that are the record's stand in both tables; they are spoken of once.
        ColumnImport columns = new ColumnImport(
                new ColumnImport.Place("request", Optional.empty()),
                reading,
                apis,
                source.labels(),
                list.isPresent() ? new Notes() : notes);
        statement.parameters().forEach(columns::take);
        if (!columns.readRecords() && list.isEmpty()) {
            throw refused(
                    target.key("request"),
                    "no value names a field of the record, expected templates such as \"{shop_id}\": this looks like a call"
                            + " as it was sent; export the scheme's metadata instead");
        }
        ListsImport lists = new ListsImport(reading, apis, source.labels(), notes);
        String ofRecords = list.isPresent() ? another(table, usual) : table;
        List<String> key = key(reading.key(), columns, source, list.isPresent(), notes);
        List<Column> keyColumns = columns.columns().stream()
                .filter(column -> key.contains(column.field()))
                .toList();
        list.ifPresent(name -> lists.take(name, "main_sql", "request", table, statement.parameters(), keyColumns));
        statement
                .further()
                .forEach(each -> lists.take(
                        each.list(),
                        each.name(),
                        each.params().field(),
                        each.sql().table(),
                        each.byColumn(notes),
                        keyColumns));
        list.ifPresent(name -> explainNew(ofRecords, table, name, target, notes));
        keepWhole(lists.lists(), columns);
        explainFlat(source, statement, reading, lists.lists(), notes);
        return new TargetImport(
                ofRecords, key, columns.columns(), list.isPresent() ? List.of() : columns.leftOut(), lists.lists());
    }

    private static String table(Statement statement, Optional<String> usual, SchemeJson target) {
        return statement
                .sql()
                .map(MainSql::table)
                .or(() -> usual)
                .orElseThrow(() -> refused(
                        target.key("main_sql"),
                        "missing, expected the statement that names the table: REPLACE INTO …"));
    }

    private static void explainNew(String ofRecords, String table, String list, SchemeJson target, Notes notes) {
        notes.warning(
                target.key("main_sql"),
                "each row of '" + table + "' is a line of '" + list
                        + "', and a record has a row of its own here: the table '"
                        + ofRecords
                        + "' with the columns that are the record's is new, ./jst apply creates it; where there is"
                        + " another one of that name, write another name");
    }

    /** A name for the records' table where the scheme's is that of the lines. */
    private static String another(String table, Optional<String> usual) {
        return usual.filter(name -> !name.equals(table))
                .orElse((table.length() > LONGEST_NAME ? table.substring(0, LONGEST_NAME) : table) + RECORDS);
    }

    /** What cannot be taken apart is kept. */
    private static void keepWhole(List<ListImport> lists, ColumnImport columns) {
        lists.stream().filter(list -> !list.complete()).forEach(list -> columns.addList(list.of()));
    }

    private static void explainFlat(
            SchemeJson source, Statement statement, SourceImport reading, List<ListImport> lists, Notes notes) {
        for (String flat : reading.lines().flat()) {
            String key = source.key("beatFlat", flat);
            Optional<ListImport> made =
                    lists.stream().filter(list -> list.of().equals(flat)).findFirst();
            if (made.isEmpty() && statement.names(flat, reading.lines())) {
                notes.notSupported(
                        key,
                        "a row is a line of one list here, and of '" + flat
                                + "' no table is: its columns are left out");
            } else if (made.isEmpty()) {
                notes.notNeeded(key, "no column is of its lines: a record is one row here");
            } else if (made.get().complete()) {
                notes.replaced(key, "target.lists takes it apart, in the transformer; the raw record stays whole");
            } else {
                notes.notSupported(
                        key,
                        "a record stays one row, with the list in a column of type json, until target.lists has a key");
            }
        }
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
    private static List<String> key(
            List<String> fields, ColumnImport columns, SchemeJson source, boolean isNew, Notes notes) {
        List<String> key = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            Optional<Column> there = columns.ofField(fields.get(i));
            there.ifPresent(columns::makeKey);
            int index = i;
            Column column = there.orElseGet(() -> columns.addKey(index, fields.get(index)));
            if (there.isEmpty() && !isNew) {
                notes.warning(
                        source.key("id"),
                        "'" + fields.get(i) + "' is not among the columns, so rows could not be told apart: column '"
                                + column.field() + "' is added here, add it to the table");
            }
            key.add(column.field());
        }
        if (!isNew) {
            notes.warning(
                    "target.main_sql",
                    "the sink finds a row by the table's primary key, which has to be " + key
                            + ": compare with SHOW CREATE TABLE, and the columns' types too");
        }
        return key;
    }
}
