package io.jststream.integration.scheme;

import static io.jststream.integration.scheme.SchemeJson.refused;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a scheme writes: its statement, and the parameters by the columns into which they go.
 *
 * @param sql empty where there is none that names a table
 */
record Statement(Optional<MainSql> sql, Map<String, SchemeField> parameters) {
    private static final int SHOWN = 80;
    private static final Set<String> OPTIONS = Set.of("main_sql", "limit");

    static Statement of(SchemeJson target, Notes notes) {
        List<SchemeField> options = new ArrayList<>(target.fields("otherRequest"));
        List<SchemeField> request = new ArrayList<>(target.fields("request"));
        options.addAll(request);
        options.addAll(SchemeField.list(target.root().path("sql")));
        if (target.root().has("main_sql")) {
            options.add(new SchemeField("main_sql", "", "", target.text("main_sql"), "", List.of()));
        }
        Optional<MainSql> sql = sql(options, notes);
        options(options, notes);
        target.fields("otherRequest").stream()
                .filter(option ->
                        !OPTIONS.contains(option.field()) && !option.field().startsWith("extend_"))
                .forEach(option -> notes.notSupported(
                        target.key("otherRequest", option.field()),
                        "nothing is known of it: look whether you need what it did"));
        return new Statement(sql, byColumn(parameters(target, request), sql, notes));
    }

    private static Optional<MainSql> sql(List<SchemeField> options, Notes notes) {
        Optional<SchemeField> written = SchemeField.named("main_sql", options);
        Optional<MainSql> sql = written.map(SchemeField::value).flatMap(MainSql::parse);
        sql.ifPresent(found -> explain(found, notes));
        if (written.isPresent() && sql.isEmpty()) {
            String found = written.get().value();
            throw refused(
                    "target.main_sql",
                    "found '" + found.substring(0, Math.min(found.length(), SHOWN))
                            + "', expected REPLACE INTO or INSERT INTO, a table, (columns) and VALUES");
        }
        return sql;
    }

    private static void explain(MainSql sql, Notes notes) {
        String key = "target.main_sql";
        notes.replaced(key, "table: " + sql.table() + "; the sink inserts a row or updates it");
        if (sql.verb().equals("REPLACE")) {
            notes.warning(
                    key,
                    "REPLACE deletes a row and writes another one: columns that the statement does not name lost what they"
                            + " held, triggers fired twice, an AUTO_INCREMENT went on; an update leaves all that alone");
        } else if (sql.verb().equals("INSERT IGNORE")) {
            notes.warning(key, "INSERT IGNORE leaves a row as it is that is there already, so changes never arrived");
        } else if (!sql.updates()) {
            notes.warning(
                    key, "INSERT alone fails for a row that is there already, or doubles it where no key forbids it");
        }
        if (!sql.database().isEmpty()) {
            notes.warning(
                    key,
                    "the database '" + sql.database()
                            + "' is not carried over: JST_MYSQL_URL says into which one it goes");
        }
    }

    private static void options(List<SchemeField> options, Notes notes) {
        for (SchemeField option : options) {
            String key = "target.otherRequest[" + option.field() + "]";
            if (option.field().equalsIgnoreCase("limit")) {
                notes.notNeeded(key, "the sink writes batches by itself");
            } else if (option.field().startsWith("extend_")) {
                notes.notSupported(
                        key, "one table a file: make a second catalog file of the same API for another table");
            }
        }
    }

    /** The parameters: those under {@code main_params}, wherever it stands, else the request itself. */
    private static List<SchemeField> parameters(SchemeJson target, List<SchemeField> request) {
        if (target.root().has("main_params")) {
            return target.fields("main_params");
        }
        List<SchemeField> rendered = SchemeField.list(target.root().path("params"));
        return SchemeField.named("main_params", request)
                .or(() -> SchemeField.named("main_params", rendered))
                .map(SchemeField::children)
                .orElseGet(() -> request.stream()
                        .filter(field -> !OPTIONS.contains(field.field())
                                && !field.field().startsWith("extend_"))
                        .toList());
    }

    /** Each parameter by its column: by the placeholder's name, by the same name, or by the order where the names differ. */
    private static Map<String, SchemeField> byColumn(
            List<SchemeField> parameters, Optional<MainSql> statement, Notes notes) {
        List<String> names = parameters.stream().map(SchemeField::field).toList();
        List<String> columns = statement.map(MainSql::columns).orElse(names);
        boolean sameNames = sorted(names).equals(sorted(columns));
        boolean byName = statement.filter(MainSql::byName).isPresent();
        if (names.size() != columns.size()) {
            notes.warning(
                    "target.main_sql",
                    columns.size() + " columns but " + names.size()
                            + " parameters: the statement failed, or wrote into the"
                            + " wrong columns; here each value goes into the column of its name");
        } else if (!byName && sameNames && !names.equals(columns)) {
            notes.warning(
                    "target.main_sql",
                    "columns and parameters stand in different orders, so values went into the wrong columns; here each goes"
                            + " into the column of its name");
        }
        boolean byOrder = !byName && !sameNames && names.size() == columns.size();
        Map<String, SchemeField> byColumn = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            SchemeField parameter = parameters.get(i);
            String same = byOrder ? columns.get(i) : parameter.field();
            String column =
                    statement.flatMap(sql -> sql.columnOf(parameter.field())).orElse(same);
            warn(parameter, column, columns, byColumn, notes);
            byColumn.putIfAbsent(column, parameter);
        }
        return inOrder(byColumn, columns, notes);
    }

    private static void warn(
            SchemeField parameter,
            String column,
            List<String> columns,
            Map<String, SchemeField> byColumn,
            Notes notes) {
        String key = "target.request[" + parameter.field() + "]";
        if (byColumn.containsKey(column)) {
            notes.warning(key, "stands twice; the first one counts");
        } else if (!columns.contains(column)) {
            notes.warning(
                    key, "the statement names no column '" + column + "': it is made one here, add it to the table");
        } else if (!column.equals(parameter.field())) {
            notes.replaced(key, "its column is called '" + column + "'");
        }
    }

    private static Map<String, SchemeField> inOrder(
            Map<String, SchemeField> byColumn, List<String> columns, Notes notes) {
        List<String> order = new ArrayList<>(byColumn.keySet());
        order.sort(
                Comparator.<String>comparingInt(name -> columns.contains(name) ? columns.indexOf(name) : columns.size())
                        .thenComparing(name -> name));
        for (String column : new TreeSet<>(columns)) {
            if (!byColumn.containsKey(column)) {
                notes.warning("target.main_sql", "no parameter is for the column '" + column + "': it stays NULL");
            }
        }
        Map<String, SchemeField> ordered = new LinkedHashMap<>();
        order.forEach(column -> ordered.put(column, Objects.requireNonNull(byColumn.get(column))));
        return ordered;
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().sorted().toList();
    }
}
