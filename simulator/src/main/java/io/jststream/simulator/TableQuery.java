package io.jststream.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.simulator.table.Endpoint;
import io.jststream.simulator.table.Table;
import io.jststream.simulator.table.Tables;

/** Every API that lists a table, made of what its {@link Endpoint} says. Thread-safe. */
final class TableQuery {
    private final Tables tables;
    private final KeyOrder keys;

    TableQuery(Tables tables, KeyOrder keys) {
        this.tables = tables;
        this.keys = keys;
    }

    boolean serves(String path) {
        return tables.at(path).isPresent();
    }

    /** @param more rows of the page before that stand on this page again */
    Reply answer(String path, JsonNode biz, int more) {
        String name = tables.at(path).orElseThrow();
        Endpoint endpoint = tables.endpoint(name);
        return TableRequest.of(endpoint, biz)
                .filter(request -> tables.knows(endpoint, request.warehouse()))
                .map(request -> page(endpoint, tables.table(name, request.warehouse()), request, more))
                .orElseGet(() -> Reply.refused(140, "参数不符合规范,请检查传入参数!"));
    }

    private Reply page(Endpoint endpoint, Table table, TableRequest request, int more) {
        long from = Math.max(0, (request.page() - 1L) * request.size() - more);
        Table.Slice slice = table.read(request.selection(), from, request.size(), request.counts());

        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("page_index", request.page()).put("page_size", request.size()).put("has_next", slice.more());
        if (endpoint.totals()) {
            // Zero where the request wants no totals: whoever pages by them reads nothing.
            data.put("data_count", slice.count())
                    .put("page_count", (slice.count() + request.size() - 1) / request.size());
        }
        ArrayNode list = data.putArray(endpoint.list());
        slice.rows().forEach(row -> list.add(keys.shuffled(row)));
        return keys.success(data);
    }
}
