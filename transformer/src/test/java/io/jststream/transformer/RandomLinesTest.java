package io.jststream.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.transformer.mapping.Shops;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever versions of records come, the lines that are there are those of the last version that was taken, across restarts. The
 * seed is fixed, so a failure comes again.
 */
final class RandomLinesTest {
    private static final int VERSIONS = 6_000;
    private static final int ORDERS = 12;
    private static final int RESTART_EVERY = 500;

    private final Random random = new Random(20261128);
    private final Map<String, String> items = new TreeMap<>();
    private final Map<String, String> pays = new TreeMap<>();
    private int taken;
    private int refused;

    @Test
    void theLinesThatAreThereAreThoseOfTheLastVersionThatWasTaken(@TempDir Path state) {
        Orders orders = new Orders(state);
        for (int version = 1; version <= VERSIONS; version++) {
            send(orders);
            assertEquals(items, quantities(orders.table("jst.orders.items"), "qty"), "version " + version);
            assertEquals(pays.keySet(), orders.table("jst.orders.pays").keySet(), "version " + version);
            if (version % RESTART_EVERY == 0) {
                assertEquals(ordersWithLines(), orders.stored());
                orders = orders.restart(Shops.withLists());
            }
        }
        orders.close();
        assertTrue(taken > VERSIONS / 2 && refused > VERSIONS / 20, taken + " taken, " + refused + " refused");
    }

    private void send(Orders orders) {
        int order = random.nextInt(ORDERS);
        if (random.nextInt(12) == 0) {
            orders.send(order, null);
            forget(order);
            return;
        }
        Map<String, String> newItems = new TreeMap<>();
        Map<String, String> newPays = new TreeMap<>();
        StringBuilder fields = new StringBuilder(",\"data\":{\"items\":[");
        boolean good = addItems(order, fields, newItems);
        fields.append("]},\"pays\":");
        if (random.nextInt(4) == 0) {
            fields.append("null");
        } else {
            fields.append(lines(order, "pay_id", newPays));
        }
        List<String> sent = orders.send(order, fields.toString());
        assertEquals(good, !sent.get(0).startsWith("jst.orders.dead"), fields.toString());
        if (good) {
            taken++;
            forget(order);
            items.putAll(newItems);
            pays.putAll(newPays);
        } else {
            refused++;
            assertEquals(1, sent.size(), sent.toString());
        }
    }

    /** Now and then a line that is refused, or one that stands twice. */
    private boolean addItems(int order, StringBuilder fields, Map<String, String> lines) {
        boolean good = true;
        Set<Integer> ids = new HashSet<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            int id = random.nextInt(8);
            boolean misfit = random.nextInt(40) == 0;
            String quantity = misfit ? "\"viele\"" : Integer.toString(random.nextInt(1, 100));
            good &= ids.add(id) && !misfit;
            fields.append(fields.charAt(fields.length() - 1) == '[' ? "" : ",")
                    .append("{\"oi_id\":")
                    .append(id)
                    .append(",\"qty\":")
                    .append(quantity)
                    .append('}');
            lines.put("{\"o_id\":" + order + ",\"oi_id\":\"" + id + "\"}", quantity);
        }
        return good;
    }

    private String lines(int order, String key, Map<String, String> lines) {
        TreeSet<Integer> ids = new TreeSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            ids.add(random.nextInt(4));
        }
        ids.forEach(id -> lines.put("{\"o_id\":" + order + ",\"" + key + "\":" + id + "}", ""));
        return ids.stream().map(id -> "{\"" + key + "\":" + id + "}").toList().toString();
    }

    private void forget(int order) {
        items.keySet().removeIf(key -> key.startsWith("{\"o_id\":" + order + ","));
        pays.keySet().removeIf(key -> key.startsWith("{\"o_id\":" + order + ","));
    }

    private int ordersWithLines() {
        Set<String> orders = new HashSet<>();
        items.keySet().forEach(key -> orders.add(key.substring(0, key.indexOf(','))));
        pays.keySet().forEach(key -> orders.add(key.substring(0, key.indexOf(','))));
        return orders.size();
    }

    private static Map<String, String> quantities(Map<String, String> rows, String column) {
        Map<String, String> quantities = new TreeMap<>();
        rows.forEach((key, row) -> quantities.put(key, row.replaceFirst(".*\"" + column + "\":(\\d+).*", "$1")));
        return quantities;
    }
}
