package io.jststream.integration.scheme;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds out which parameter a statement writes into which column.
 *
 * @param statement what the statement is called
 * @param place what holds the parameters
 */
record Parameters(String statement, String place, Notes notes) {
    /** Each parameter by its column: by the placeholder's name, by the same name, or by the order where the names differ. */
    Map<String, SchemeField> byColumn(List<SchemeField> parameters, Optional<MainSql> sql) {
        List<String> names = parameters.stream().map(SchemeField::field).toList();
        List<String> columns = sql.map(MainSql::columns).orElse(names);
        boolean sameNames = sorted(names).equals(sorted(columns));
        boolean byName = sql.filter(MainSql::byName).isPresent();
        long generated = columns.stream()
                .filter(column -> sql.filter(each -> each.isGenerated(column)).isPresent())
                .count();
        if (names.size() + generated != columns.size()) {
            notes.warning(
                    key(),
                    columns.size() + " columns but " + names.size()
                            + " parameters: the statement failed, or wrote into the"
                            + " wrong columns; here each value goes into the column of its name");
        } else if (!byName && sameNames && !names.equals(columns)) {
            notes.warning(
                    key(),
                    "columns and parameters stand in different orders, so values went into the wrong columns; here each goes"
                            + " into the column of its name");
        }
        boolean byOrder = !byName && !sameNames && names.size() == columns.size();
        Map<String, SchemeField> byColumn = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            SchemeField parameter = parameters.get(i);
            String same = byOrder ? columns.get(i) : parameter.field();
            String column =
                    sql.flatMap(each -> each.columnOf(parameter.field())).orElse(same);
            warn(parameter, column, columns, byColumn);
            byColumn.putIfAbsent(column, parameter);
        }
        return inOrder(byColumn, columns, sql);
    }

    private String key() {
        return "target." + statement;
    }

    private void warn(SchemeField parameter, String column, List<String> columns, Map<String, SchemeField> byColumn) {
        String key = "target." + place + "[" + parameter.field() + "]";
        if (byColumn.containsKey(column)) {
            notes.warning(key, "stands twice; the first one counts");
        } else if (!columns.contains(column)) {
            notes.warning(
                    key, "the statement names no column '" + column + "': it is made one here, add it to the table");
        } else if (!column.equals(parameter.field())) {
            notes.replaced(key, "its column is called '" + column + "'");
        }
    }

    private Map<String, SchemeField> inOrder(
            Map<String, SchemeField> byColumn, List<String> columns, Optional<MainSql> sql) {
        List<String> order = new ArrayList<>(byColumn.keySet());
        order.sort(
                Comparator.<String>comparingInt(name -> columns.contains(name) ? columns.indexOf(name) : columns.size())
                        .thenComparing(name -> name));
        for (String column : new TreeSet<>(columns)) {
            if (byColumn.containsKey(column)) {
                continue;
            }
            if (sql.filter(each -> each.isGenerated(column)).isPresent()) {
                notes.notSupported(
                        key(),
                        "the column '" + column
                                + "' held the AUTO_INCREMENT of the record's row, which nobody knows here: the"
                                + " record's own key is in the lines in its place, join by that; drop '" + column
                                + "' or let it be NULL");
            } else {
                notes.warning(key(), "no parameter is for the column '" + column + "': it stays NULL");
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
