package io.jststream.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminHandlerTest {
    private final Simulator simulator =
            Simulator.start(Caller.config(Map.of("JST_SIMULATOR_ADMIN", "true", "JST_SIMULATOR_SHOPS", "5")));
    private final Caller caller = new Caller(simulator, InstantSource.system());

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({"POST, /admin/misbehave?kind=data_null", "GET, /admin/shops", "DELETE, /admin/shops/10394533"})
    void isClosedUnlessAskedFor(String method, String path) throws Exception {
        try (Simulator closed = Simulator.start(Caller.config(Map.of()))) {
            Caller of = new Caller(closed, InstantSource.system());

            HttpResponse<byte[]> answer = Caller.send(of.to(path)
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build());

            assertTrue(answer.statusCode() == 405
                    || Caller.json(answer).path("code").asInt() == 140);
            of.init();
            assertEquals(317, closed.shops().size());
            assertEquals("0 执行成功", Caller.said(of.page(1, 1)));
        }
    }

    @Test
    void ordersMisbehaviourForAPage() throws Exception {
        caller.init();

        assertEquals("200 ok", asked("POST", "/admin/misbehave?kind=internal_error&times=2&page=2", ""));

        assertEquals(0, caller.page(1, 2).path("code").asInt());
        assertEquals(150, caller.page(2, 2).path("code").asInt());
        assertEquals(150, caller.page(2, 2).path("code").asInt());
        assertEquals(0, caller.page(2, 2).path("code").asInt());
    }

    @Test
    void ordersMisbehaviourOnceForAnyPageWhereNothingElseIsSaid() throws Exception {
        caller.init();

        asked("POST", "/admin/misbehave?kind=INTERNAL_ERROR", "");

        assertEquals(150, caller.page(3, 2).path("code").asInt());
        assertEquals(0, caller.page(3, 2).path("code").asInt());
    }

    @Test
    void changesRowsOfATable() throws Exception {
        JsonNode before =
                Gateway.json(asked("GET", "/admin/tables/suppliers", "").substring(4));

        assertEquals("200 ok", asked("PUT", "/admin/tables/suppliers/500001", "{\"name\":\"新名\"}"));
        assertEquals("200 ok", asked("DELETE", "/admin/tables/suppliers/500002", ""));
        String some = asked("POST", "/admin/tables/suppliers", "").substring(4);

        JsonNode after =
                Gateway.json(asked("GET", "/admin/tables/suppliers", "").substring(4));
        assertEquals("新名", after.get(0).path("name").asText());
        assertEquals("500003", after.get(1).path("supplier_id").asText());
        assertTrue(some.startsWith("500"), some);
        assertTrue(before.size() == 120 && after.size() >= 119, before.size() + " then " + after.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /admin/tables/order | table: found 'order', expected one of orders, ",
                "PATCH | /admin/tables/orders | found PATCH /admin/tables/orders, expected GET or POST /admin/tables/",
                "PUT | /admin/tables/orders/1 | the body is not a JSON object",
                "DELETE | /admin/tables/orders/1 | o_id: found '1', which no row has",
                "GET | /admin/tables/inventory?wms_co_id=main | wms_co_id: found 'main', expected a whole number"
            })
    void saysWhatIsWrongWithAChangeToATable(String method, String path, String expected) throws Exception {
        String answer = asked(method, path, "");

        assertTrue(answer.startsWith("400 not understood: " + expected), answer);
    }

    @ParameterizedTest
    @EnumSource
    void knowsEveryMisbehaviour(Misbehaviour kind) throws Exception {
        assertEquals("200 ok", asked("POST", "/admin/misbehave?kind=" + kind, ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/admin/misbehave | kind: found '', expected one of limit_per_second, limit_per_minute, token_expired",
                "/admin/misbehave?kind=slowly | kind: found 'slowly', expected one of limit_per_second",
                "/admin/misbehave?kind=slow&times=often | times: found 'often', expected a whole number from 1 to 1000",
                "/admin/misbehave?kind=slow&times=0 | times: found '0', expected a whole number from 1 to 1000",
                "/admin/misbehave?kind=slow&times=1001 | times: found '1001', expected a whole number from 1 to 1000",
                "/admin/misbehave?kind=slow&page=-1 | page: found '-1', expected a whole number from 0 to 1000000",
                "/admin/misbehave?kind=%25zz | kind: found '%zz', expected one of"
            })
    void saysWhatIsWrongWithAnOrder(String path, String message) throws Exception {
        String answer = asked("POST", path, "");

        assertTrue(answer.startsWith("400 not understood: " + message), answer);
        caller.init();
        assertEquals(0, caller.page(1, 1).path("code").asInt());
    }

    @Test
    void listsTheShops() throws Exception {
        JsonNode listed = Caller.json(send("GET", "/admin/shops", ""));

        assertEquals(Gateway.json(simulator.shops().snapshot().toString()), listed);
    }

    @Test
    void opensReplacesAndClosesAShop() throws Exception {
        assertEquals("200 ok", asked("PUT", "/admin/shops/42", "{\"shop_id\":1,\"shop_name\":\"一店\"}"));
        assertEquals(6, simulator.shops().size());
        assertEquals(
                "{\"shop_id\":42,\"shop_name\":\"一店\"}",
                simulator.shops().snapshot().get(0).toString());

        assertEquals("200 ok", asked("PUT", "/admin/shops/42", "{\"shop_name\":\"二店\"}"));
        assertEquals(
                "{\"shop_name\":\"二店\",\"shop_id\":42}",
                simulator.shops().snapshot().get(0).toString());

        assertEquals("200 ok", asked("DELETE", "/admin/shops/42", ""));
        assertEquals(5, simulator.shops().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT    | /admin/shops/42  | ''   | the body is not a JSON object",
                "PUT    | /admin/shops/42  | [1]  | the body is not a JSON object",
                "PUT    | /admin/shops/42  | {    | Unexpected end-of-input",
                "PUT    | /admin/shops/one | {}   | shop_id: found 'one', expected a whole number",
                "DELETE | /admin/shops/    | ''   | shop_id: found '', expected a whole number"
            })
    void saysWhatIsWrongWithAShop(String method, String path, String body, String message) throws Exception {
        String answer = asked(method, path, body);

        assertTrue(answer.startsWith("400 not understood: " + message), answer);
        assertEquals(5, simulator.shops().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /admin/", "GET /admin/misbehave", "POST /admin/shops", "PUT /admin/journal"})
    void saysWhatItCanBeAskedFor(String asked) throws Exception {
        String answer = asked(asked.split(" ")[0], asked.split(" ")[1], "");

        assertTrue(answer.startsWith("404 expected POST /admin/misbehave?kind="), answer);
    }

    @Test
    void showsTheJournalWithoutItsOwnCalls() throws Exception {
        caller.init();
        caller.page(7, 2);
        asked("GET", "/admin/shops", "");

        JsonNode calls = Caller.json(send("GET", "/admin/journal", ""));

        assertEquals(
                List.of(Caller.INIT, Caller.SHOPS),
                List.of(
                        calls.get(0).path("path").asText(),
                        calls.get(1).path("path").asText()));
        assertEquals(7, calls.get(1).path("page").asInt());
        assertEquals(200, calls.get(1).path("status").asInt());
        assertEquals(0, calls.get(1).path("code").asInt(-1));
        assertEquals(2, calls.size());
    }

    private String asked(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(method, path, body);
        return answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8).strip();
    }

    private HttpResponse<byte[]> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return Caller.send(caller.to(path)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }
}
