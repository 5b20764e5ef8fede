package io.jststream.integration;

import java.util.List;

/**
 * The table that an integration fills.
 *
 * @param key columns of the primary key, in the order of the catalog
 * @param columns {@code main_params}, in the order of the catalog; {@link Column#goneAt} last where gone records are marked
 */
public record Target(String table, List<String> key, List<Column> columns) {
    public Target {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
    }
}
