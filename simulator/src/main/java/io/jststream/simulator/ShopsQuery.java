package io.jststream.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code /open/shops/query}: pages of shops, without totals (API: shop query). Thread-safe. */
final class ShopsQuery {
    static final String PATH = "/open/shops/query";

    private static final int LARGEST_PAGE = 100;

    private final SimulatedShops shops;
    private final KeyOrder keys;

    /** Rows by which the list has moved on since page 1 was read. */
    private int moved;

    ShopsQuery(SimulatedShops shops, KeyOrder keys) {
        this.shops = shops;
        this.keys = keys;
    }

    /** @param more rows by which the list has moved on since the page before was read; negative for up */
    Reply answer(JsonNode biz, int more) {
        int page = Math.max(1, biz.path("page_index").asInt(1));
        int size = Math.min(LARGEST_PAGE, Math.max(1, biz.path("page_size").asInt(LARGEST_PAGE)));
        Set<Long> wanted = wanted(biz.path("shop_ids"));
        synchronized (shops) {
            int all = wanted.isEmpty() ? shops.size() : shops.those(wanted).size();
            int from = (int) Math.min(all, Math.max(0, (page - 1L) * size - moved(page, more)));
            int to = Math.min(all, from + size);
            List<ObjectNode> rows = wanted.isEmpty()
                    ? shops.slice(from, to)
                    : shops.those(wanted).subList(from, to);
            return answer(page, size, rows, to < all);
        }
    }

    private Reply answer(int page, int size, List<ObjectNode> rows, boolean hasNext) {
        ArrayNode datas = JsonNodeFactory.instance.arrayNode();
        rows.forEach(shop -> datas.add(keys.shuffled(shop)));
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("page_index", page).put("page_size", size).put("has_next", hasNext);
        data.set("datas", datas);
        return keys.success(data);
    }

    /** The list stays moved until it is read anew: if it moved back, the row behind the page would never be seen. */
    private synchronized int moved(int page, int more) {
        moved = page == 1 ? 0 : moved + more;
        return moved;
    }

    private static Set<Long> wanted(JsonNode ids) {
        Set<Long> wanted = new HashSet<>();
        ids.forEach(id -> wanted.add(id.asLong()));
        return wanted;
    }
}
