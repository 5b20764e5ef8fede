package io.jststream.integration;

import io.jststream.integration.rule.Condition;
import java.util.List;

/**
 * The table that an integration fills.
 *
 * @param key columns of the primary key, in the order of the catalog
 * @param columns {@code main_params}, in the order of the catalog; {@link Column#goneAt} last where gone records are marked
 * @param conditions rules over several columns
 * @param lists lists in each record that fill tables of their own
 */
public record Target(
        String table, List<String> key, List<Column> columns, List<Condition> conditions, List<NestedList> lists) {
    public Target {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        conditions = List.copyOf(conditions);
        lists = List.copyOf(lists);
    }

    /** A table alone. */
    public Target(String table, List<String> key, List<Column> columns, List<Condition> conditions) {
        this(table, key, columns, conditions, List.of());
    }

    /** A table without conditions. */
    public Target(String table, List<String> key, List<Column> columns) {
        this(table, key, columns, List.of());
    }
}
