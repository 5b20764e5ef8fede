package io.jststream.console.diff;

import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;

/** Catalog files of orders with a list: the one that runs, and what others make of it. */
final class OrderFiles {
    private static final String ORDERS = """
            name: orders
            title: 订单
            source:
              api: /open/orders/single/query
              method: POST
              request:
                - {field: page_index, value: "1"}
                - {field: page_size, value: "100"}
              records: data.orders
              key: [o_id]
              read: rowversion
              every: 1m
            target:
              table: orders
              key: [o_id]
              main_params:
                - {field: o_id, value: "{o_id}", type: bigint, required: true}
                - {field: status, value: "{status}", type: varchar(16)}
            """;
    private static final String ITEMS = """
              lists:
                - name: items
                  of: items
                  table: order_items
                  key: [o_id, oi_id]
                  main_params:
                    - {field: o_id, value: "{o_id}", type: bigint, required: true}
                    - {field: oi_id, value: "{items.oi_id}", type: bigint, required: true}
                    - {field: sku, value: "{items.sku}", type: varchar(16)}
                    - {field: qty, value: "{items.qty}", type: int}
            """;

    private OrderFiles() {}

    static Integration running() {
        return with();
    }

    /** The same with other texts in the place of some: what is found, what comes instead, and so on. */
    static Integration with(String... replacements) {
        String text = ORDERS + ITEMS;
        for (int i = 0; i < replacements.length; i += 2) {
            if (!text.contains(replacements[i])) {
                throw new AssertionError("there is no '" + replacements[i] + "'");
            }
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        return Catalog.parse("orders", text);
    }

    static Integration withoutLists() {
        return Catalog.parse("orders", ORDERS);
    }
}
