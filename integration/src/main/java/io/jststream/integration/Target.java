package io.jststream.integration;

import java.util.List;

/**
 * The table that an integration fills.
 *
 * @param key columns of the primary key, in the order of the catalog
 * @param columns {@code main_params}: all columns, in the order of the catalog
 */
public record Target(String table, List<String> key, List<Column> columns) {
    public Target {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
    }
}
