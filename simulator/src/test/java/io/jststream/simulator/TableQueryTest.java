package io.jststream.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jststream.simulator.table.BeijingTime;
import io.jststream.simulator.table.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableQueryTest {
    private static final String ORDERS = "/open/orders/single/query";
    private static final String REFUSED = "140 参数不符合规范,请检查传入参数!";

    private final FakeClock clock = new FakeClock();
    private final Simulator simulator = Simulator.start(
            Caller.config(Map.of("JST_SIMULATOR_ORDERS", "3000")).withClock(clock));
    private final Caller caller = new Caller(simulator, clock);
    private final Table orders = simulator.tables().table("orders");

    @BeforeEach
    void token() throws Exception {
        caller.init();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/open/orders/single/query, orders, o_id, true, 30, 100",
        "/open/orders/out/simple/query, datas, io_id, true, 30, 50",
        "/open/refund/single/query, datas, as_id, true, 30, 50",
        "/open/sku/query, datas, sku_id, true, 30, 50",
        "/open/inventory/query, inventorys, sku_id, false, 30, 100",
        "/open/supplier/query, datas, supplier_id, true, 3, 3",
        "/open/logisticscompany/query, datas, lc_id, true, 28, 28",
        "/open/purchase/query, datas, po_id, true, 28, 28",
    })
    void listsWhatChangedInAWindowAsItsOwnDocumentationSays(
            String path, String list, String key, boolean totals, int rows, int mostRows) throws Exception {
        String window = path.contains("supplier") ? window(23, 0) : window(24 * 7, 0);

        JsonNode data = caller.ask(path, "{" + window + "}").path("data");
        JsonNode most =
                caller.ask(path, "{" + window + ",\"page_size\":\"5000\"}").path("data");

        assertEquals(rows, data.path(list).size());
        assertEquals(mostRows, most.path(list).size());
        assertTrue(data.path(list).get(0).hasNonNull(key));
        Set<String> expected = new TreeSet<>(Set.of("page_index", "page_size", "has_next", list));
        if (totals) {
            expected.addAll(Set.of("data_count", "page_count"));
            int count = data.path("data_count").asInt();
            assertEquals((count + 29) / 30, data.path("page_count").asInt());
            assertEquals(count > 30, data.path("has_next").asBoolean());
        }
        assertEquals(expected, new TreeSet<>(keys(data)));
    }

    @Test
    void warehousesHaveNoWindow() throws Exception {
        JsonNode data = caller.ask("/open/wms/partner/query", "{}").path("data");

        assertEquals(List.of("10001", "10002", "10003", "10004", "10005"), column(data, "datas", "wms_co_id"));
        assertEquals(5, data.path("data_count").asInt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"modified_begin\":\"2026-10-30 08:00:00\"}",
                "{\"modified_end\":\"2026-10-30 08:00:00\"}",
                "{\"modified_begin\":\"2026-10-30 08:00:01\",\"modified_end\":\"2026-10-30 08:00:00\"}",
                "{\"modified_begin\":\"2026-10-23 08:00:00\",\"modified_end\":\"2026-10-30 08:00:01\"}",
                "{\"modified_begin\":\"2026-10-23T08:00:00Z\",\"modified_end\":\"2026-10-24T08:00:00Z\"}",
                "{\"modified_begin\":\"2026-02-30 08:00:00\",\"modified_end\":\"2026-03-01 08:00:00\"}",
                "{\"start_ts\":1}",
                "{\"start_ts\":1,\"is_get_total\":true}",
                "{\"start_ts\":0,\"is_get_total\":false}",
                "{\"start_ts\":\"0\",\"is_get_total\":false}",
                "{\"start_ts\":\"soon\",\"is_get_total\":false}",
                "{\"start_ts\":-1,\"is_get_total\":false}",
                "{\"start_ts\":1,\"is_get_total\":false,\"modified_begin\":\"2026-10-30 08:00:00\","
                        + "\"modified_end\":\"2026-10-30 09:00:00\"}",
                "{\"o_ids\":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21]}",
                "{\"o_ids\":[]}",
                "{\"status\":\"Sent\"}",
                "{\"date_type\":2,\"modified_begin\":\"2026-10-30 08:00:00\",\"modified_end\":\"2026-10-30 09:00:00\"}"
            })
    void refusesWhatTheApiRefuses(String biz) throws Exception {
        assertEquals(REFUSED, Caller.said(caller.ask(ORDERS, biz)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/open/supplier/query | {\"modified_begin\":\"2026-10-30 08:00:00\",\"modified_end\":\"2026-10-31 08:00:01\"}",
                "/open/inventory/query | {\"start_ts\":1}",
                "/open/inventory/query | {\"ts\":0,\"wms_co_id\":10001}",
                "/open/inventory/query | {\"wms_co_id\":10001}",
                "/open/inventory/query | {\"ts\":1,\"wms_co_id\":10006}",
                "/open/sku/query | {\"start_ts\":1,\"is_get_total\":false}",
                "/open/sku/query | {\"sku_ids\":\"1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21\"}",
                "/open/purchasein/query | {\"start_ts\":1,\"is_get_total\":false,\"statuss\":[\"Confirmed\"]}"
            })
    void refusesWhatOneApiRefuses(String path, String biz) throws Exception {
        assertEquals(REFUSED, Caller.said(caller.ask(path, biz)));
    }

    @Test
    void windowsAreBeijingTimeAndHaveBothEnds() throws Exception {
        clock.forward(Duration.ofDays(1));
        String noon = "2026-11-02 08:00:00"; // 00:00 UTC
        String key = orders.add();

        assertEquals(List.of(key), column(changed(noon, noon), "orders", "o_id"));
        assertEquals(List.of(), column(changed("2026-11-02 08:00:01", "2026-11-02 09:00:00"), "orders", "o_id"));
        assertEquals(List.of(), column(changed("2026-11-02 00:00:00", "2026-11-02 07:59:59"), "orders", "o_id"));
        JsonNode order = changed(noon, noon).path("orders").get(0);
        assertEquals(noon, order.path("modified").asText());
        assertEquals(noon, order.path("created").asText());
    }

    @Test
    void aRowThatChangesLeavesItsWindowAndTheOthersMoveUp() throws Exception {
        String window = window(24, 0);
        List<String> first = column(page(window, 1), "orders", "o_id");
        List<String> second = column(page(window, 2), "orders", "o_id");
        clock.forward(Duration.ofMinutes(1));

        orders.change(first.get(3));

        assertFalse(column(page(window, 1), "orders", "o_id").contains(first.get(3)));
        // Whoever goes on with page 2 now never sees the row that stood first on it.
        assertEquals(second.get(0), column(page(window, 1), "orders", "o_id").get(9));
        assertEquals(second.get(1), column(page(window, 2), "orders", "o_id").get(0));
    }

    @Test
    void rowsChangeBetweenPagesWhereThatIsWanted() throws Exception {
        orders.changeAfterEachCall(5);
        long before = lastTs();

        page(window(24, 0), 1);

        JsonNode changed = since(before + 1).path("orders");
        assertEquals(5, changed.size());
    }

    @Test
    void rowVersionsBeginWithTheOneAskedForAndGrow() throws Exception {
        JsonNode all = since(1);
        List<String> versions = column(all, "orders", "ts");

        JsonNode from = since(Long.parseLong(versions.get(7)));

        assertEquals(100, versions.size());
        assertTrue(all.path("has_next").asBoolean());
        assertEquals(0, all.path("data_count").asInt());
        assertEquals(new TreeSet<>(versions).stream().toList(), versions);
        assertEquals(versions.get(7), column(from, "orders", "ts").get(0));
        assertEquals(
                column(all, "orders", "o_id").get(7),
                column(from, "orders", "o_id").get(0));
    }

    @Test
    void aChangedRowHasAHigherVersionThanAllOthers() throws Exception {
        long before = lastTs();
        String key = column(since(1), "orders", "o_id").get(20);

        orders.change(key, JsonNodeFactory.instance.objectNode().put("status", "Cancelled"));

        JsonNode changed = since(before + 1).path("orders");
        assertEquals(1, changed.size());
        assertEquals(key, changed.get(0).path("o_id").asText());
        assertEquals("Cancelled", changed.get(0).path("status").asText());
        assertEquals(
                clock.instant(),
                BeijingTime.parse(changed.get(0).path("modified").asText()).orElseThrow());
    }

    @Test
    void refundsHaveTheirRowVersionAsText() throws Exception {
        JsonNode refund = caller.ask("/open/refund/single/query", "{\"start_ts\":\"1\",\"is_get_total\":false}")
                .path("data")
                .path("datas")
                .get(0);

        assertTrue(refund.path("ts").isTextual());
    }

    @Test
    void moneyComesInWhicheverForm() throws Exception {
        Set<String> forms = new HashSet<>();
        since(1).path("orders").forEach(order -> {
            forms.add("pay_amount " + order.path("pay_amount").getNodeType());
            forms.add("freight " + order.path("freight").getNodeType());
            forms.add("shop_free_amount " + order.path("shop_free_amount").getNodeType());
        });

        assertEquals(
                Set.of("pay_amount NUMBER", "freight STRING", "shop_free_amount STRING", "shop_free_amount NUMBER"),
                forms);
    }

    @Test
    void eachWarehouseHasItsOwnRowsThatDoNotNameIt() throws Exception {
        JsonNode one = inventory("{\"ts\":1,\"wms_co_id\":10001}");
        JsonNode other = inventory("{\"ts\":1,\"wms_co_id\":10002}");

        assertEquals(column(one, "inventorys", "sku_id"), column(other, "inventorys", "sku_id"));
        assertNotEquals(column(one, "inventorys", "qty"), column(other, "inventorys", "qty"));
        assertFalse(keys(one.path("inventorys").get(0)).contains("wms_co_id"));
    }

    @Test
    void aWarehouseThatIsTakenAwayHasNoRowsAnyMore() throws Exception {
        String biz = "{\"ts\":1,\"wms_co_id\":10005}";
        assertEquals(30, inventory(biz).path("inventorys").size());

        simulator.tables().table("warehouses").remove("10005");

        assertEquals(REFUSED, Caller.said(caller.ask("/open/inventory/query", biz)));
    }

    @Test
    void idsStandInsteadOfAWindow() throws Exception {
        List<String> keys = column(since(1), "orders", "o_id").subList(3, 5);

        JsonNode byId = caller.ask(ORDERS, "{\"o_ids\":" + keys + "}").path("data");
        JsonNode skus = caller.ask("/open/sku/query", "{\"sku_ids\":\"SKU100003,SKU100007,none\"}")
                .path("data");

        assertEquals(keys, column(byId, "orders", "o_id"));
        assertEquals(2, byId.path("data_count").asInt());
        assertEquals(List.of("SKU100003", "SKU100007"), column(skus, "datas", "sku_id"));
    }

    @Test
    void purchaseInListsConfirmedAloneUnlessAskedForMore() throws Exception {
        String path = "/open/purchasein/query";
        JsonNode confirmed = caller.ask(path, "{" + window(24 * 7, 0) + "}").path("data");
        JsonNode more = caller.ask(path, "{" + window(24 * 7, 0) + ",\"statuss\":[\"Delete\",\"Cancelled\"]}")
                .path("data");
        JsonNode since =
                caller.ask(path, "{\"start_ts\":1,\"is_get_total\":false}").path("data");

        assertEquals(Set.of("Confirmed"), new HashSet<>(column(confirmed, "datas", "status")));
        assertEquals(Set.of("Delete", "Cancelled"), new HashSet<>(column(more, "datas", "status")));
        assertEquals(Set.of("Confirmed"), new HashSet<>(column(since, "datas", "status")));
    }

    @Test
    void anOrderHasLinesThatNoOtherOrderHas() throws Exception {
        Set<String> lines = new HashSet<>();
        int[] seen = {0};
        since(1).path("orders")
                .forEach(order -> order.path("items").forEach(line -> {
                    lines.add(line.path("oi_id").asText());
                    seen[0]++;
                }));

        assertTrue(seen[0] > 150, seen[0] + " lines");
        assertEquals(seen[0], lines.size());
    }

    @Test
    void anApiWithoutPermissionIsRefusedAndTheOthersAreNot() throws Exception {
        simulator.withhold(ORDERS);

        assertEquals("190 验证失败！无API权限，请申请API权限", Caller.said(caller.ask(ORDERS, "{}")));
        assertEquals("0 执行成功", Caller.said(caller.page(1, 1)));
    }

    private JsonNode changed(String begin, String end) throws IOException, InterruptedException {
        return caller.ask(ORDERS, "{\"modified_begin\":\"" + begin + "\",\"modified_end\":\"" + end + "\"}")
                .path("data");
    }

    private JsonNode page(String window, int page) throws IOException, InterruptedException {
        return caller.ask(ORDERS, "{" + window + ",\"page_size\":10,\"page_index\":" + page + "}")
                .path("data");
    }

    private JsonNode since(long ts) throws IOException, InterruptedException {
        return caller.ask(ORDERS, "{\"start_ts\":" + ts + ",\"is_get_total\":false,\"page_size\":100}")
                .path("data");
    }

    private JsonNode inventory(String biz) throws IOException, InterruptedException {
        return caller.ask("/open/inventory/query", biz).path("data");
    }

    private long lastTs() {
        return orders.snapshot().stream()
                .mapToLong(order -> order.path("ts").asLong())
                .max()
                .orElseThrow();
    }

    /** From so many hours ago to so many hours ago. */
    private String window(int from, int to) {
        return "\"modified_begin\":\"" + BeijingTime.of(clock.instant().minus(Duration.ofHours(from)))
                + "\",\"modified_end\":\"" + BeijingTime.of(clock.instant().minus(Duration.ofHours(to))) + "\"";
    }

    private static List<String> column(JsonNode data, String list, String field) {
        return StreamSupport.stream(data.path(list).spliterator(), false)
                .map(row -> row.path(field).asText())
                .toList();
    }

    private static List<String> keys(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
