package io.jststream.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShopsQueryTest {
    private static final Map<String, Predicate<JsonNode>> FORMS = Map.ofEntries(
            Map.entry("shop_id", JsonNode::isIntegralNumber),
            Map.entry("co_id", JsonNode::isIntegralNumber),
            Map.entry("group_id", value -> value.isIntegralNumber() || value.isNull()),
            Map.entry("shop_name", JsonNode::isTextual),
            Map.entry("shop_site", JsonNode::isTextual),
            Map.entry("created", value -> matches(value, "(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?)?")),
            Map.entry("shop_url", ShopsQueryTest::textOrNull),
            Map.entry("nick", ShopsQueryTest::textOrNull),
            Map.entry(
                    "session_expired",
                    value -> value.isNull()
                            || matches(value, "(------永久授权------|\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)?")),
            Map.entry("session_uid", value -> value.isNull() || matches(value, "\\d*")),
            Map.entry("short_name", ShopsQueryTest::textOrNull),
            Map.entry("group_name", ShopsQueryTest::textOrNull),
            Map.entry("organization", JsonNode::isNull),
            Map.entry("new_unknown_field", JsonNode::isObject));

    private final InstantSource clock = InstantSource.system();
    private final Simulator simulator = Simulator.start(Caller.config(Map.of("JST_SIMULATOR_SHOPS", "200")));
    private final Caller caller = new Caller(simulator, clock);

    @BeforeEach
    void token() throws Exception {
        caller.init();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void allPagesTogetherAreAllShopsOnce() throws Exception {
        List<JsonNode> read = new ArrayList<>();
        int page = 0;
        boolean more = true;
        while (more) {
            JsonNode data = caller.page(++page, 30).path("data");
            data.path("datas").forEach(read::add);
            more = data.path("has_next").asBoolean();
        }

        assertEquals(7, page);
        assertEquals(200, read.size());
        for (int i = 0; i < 200; i++) {
            assertEquals(Gateway.json(simulator.shops().snapshot().get(i).toString()), read.get(i));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 100, 100, true",
        "2, 100, 100, false",
        "3, 100, 0, false",
        "1, 199, 100, true",
        "7, 30, 20, false",
        "200, 1, 1, false",
        "199, 1, 1, true",
        "30000000, 100, 0, false",
        "2147483647, 100, 0, false"
    })
    void aPageKnowsWhetherThereIsAnother(int page, int size, int rows, boolean hasNext) throws Exception {
        JsonNode data = caller.page(page, size).path("data");

        assertEquals(rows, data.path("datas").size());
        assertTrue(data.path("has_next").isBoolean());
        assertEquals(hasNext, data.path("has_next").asBoolean());
        assertEquals(page, data.path("page_index").asInt());
    }

    @ParameterizedTest
    @CsvSource({"100, 100", "101, 100", "5000, 100", "99, 99", "1, 1", "0, 1", "-5, 1"})
    void aPageHasOneToAHundredRows(int asked, int rows) throws Exception {
        JsonNode data = caller.page(1, asked).path("data");

        assertEquals(rows, data.path("datas").size());
        assertEquals(rows, data.path("page_size").asInt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"page_index\":\"1\",\"page_size\":\"100\"}",
                "{\"page_index\":null,\"page_size\":null}",
                "{\"page_index\":0}",
                "{\"shop_ids\":[]}",
                "{\"nicks\":[\"老板\"]}"
            })
    void theFirstHundredAreWhatIsReadWhereNothingElseIsSaid(String biz) throws Exception {
        JsonNode data = caller.shops(biz).path("data");

        assertEquals(1, data.path("page_index").asInt());
        assertEquals(100, data.path("page_size").asInt());
        assertEquals(100, data.path("datas").size());
        assertTrue(data.path("page_index").isInt() && data.path("page_size").isInt());
    }

    @Test
    void thereAreNoTotals() throws Exception {
        JsonNode answer = caller.page(1, 10);

        assertEquals(Set.of("code", "msg", "data"), new HashSet<>(keys(answer)));
        assertEquals(Set.of("page_index", "page_size", "has_next", "datas"), new HashSet<>(keys(answer.path("data"))));
        assertTrue(answer.path("code").isInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[10394533,10999999,1]", "[\"10999999\",\"10394533\"]"})
    void readsOnlyTheShopsAskedFor(String ids) throws Exception {
        JsonNode data = caller.shops("{\"shop_ids\":" + ids + "}").path("data");

        assertEquals(
                List.of(10_394_533L, 10_999_999L),
                data.path("datas").findValues("shop_id").stream()
                        .map(JsonNode::asLong)
                        .toList());
        assertFalse(data.path("has_next").asBoolean());
    }

    @Test
    void theCapturedShopIsAsItWasCaptured() throws Exception {
        String captured = "{\"group_name\":\"自有商城\",\"created\":\"2023-01-03 09:43:26.487\",\"co_id\":12252,"
                + "\"session_uid\":\"4020541464018\",\"shop_site\":\"商家自有商城\","
                + "\"shop_name\":\"0103顺祥测试店铺mr.g\",\"nick\":\"self_5018396669216298128\",\"shop_id\":10394533,"
                + "\"session_expired\":\"------永久授权------\",\"group_id\":707,\"shop_url\":null,"
                + "\"organization\":null,\"short_name\":\"\"}";
        JsonNode expected = Gateway.json(captured);

        assertEquals(
                expected,
                caller.shops("{\"shop_ids\":[10394533]}")
                        .path("data")
                        .path("datas")
                        .get(0));
    }

    @Test
    void keysComeInAnyOrder() throws Exception {
        Set<List<String>> rows = new HashSet<>();
        Set<List<String>> data = new HashSet<>();
        Set<List<String>> envelopes = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            JsonNode answer = caller.shops("{\"shop_ids\":[10394533]}");
            envelopes.add(keys(answer));
            data.add(keys(answer.path("data")));
            rows.add(keys(answer.path("data").path("datas").get(0)));
        }

        assertTrue(envelopes.size() > 2, "of the answer: " + envelopes);
        assertTrue(data.size() > 5, "of the data: " + data);
        assertTrue(rows.size() > 15, "of a row: " + rows);
    }

    @Test
    void keysComeInAnotherOrderInEachRow() throws Exception {
        Set<List<String>> rows = new HashSet<>();
        caller.page(1, 100).path("data").path("datas").forEach(row -> rows.add(keys(row)));

        assertTrue(rows.size() > 90, rows.size() + " orders in 100 rows");
    }

    @Test
    void fieldsHaveTheDocumentedNamesAndForms() throws Exception {
        for (JsonNode row : rows()) {
            row.properties()
                    .forEach(field -> assertTrue(
                            FORMS.getOrDefault(field.getKey(), value -> false).test(field.getValue()),
                            field + " of shop " + row.path("shop_id")));
        }
    }

    @Test
    void aClosedShopIsNotListedAndAnOpenedOneIs() throws Exception {
        ObjectNode opened = simulator.shops().snapshot().get(0).put("shop_id", 10_000_001);

        simulator.shops().remove(10_394_533);
        simulator.shops().put(opened);

        List<Long> ids =
                rows().stream().map(row -> row.path("shop_id").asLong()).toList();
        assertFalse(ids.contains(10_394_533L));
        assertEquals(10_000_001L, ids.get(0));
        assertEquals(200, ids.size());
    }

    private List<JsonNode> rows() throws IOException, InterruptedException {
        List<JsonNode> rows = new ArrayList<>();
        caller.page(1, 100).path("data").path("datas").forEach(rows::add);
        caller.page(2, 100).path("data").path("datas").forEach(rows::add);
        return rows;
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static boolean textOrNull(JsonNode value) {
        return value.isTextual() || value.isNull();
    }

    private static boolean matches(JsonNode value, String pattern) {
        return value.isTextual() && value.asText().matches(pattern);
    }
}
