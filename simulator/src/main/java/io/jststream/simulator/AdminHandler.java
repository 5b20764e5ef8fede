package io.jststream.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Orders misbehaviour and changes shops over HTTP: {@code /admin/misbehave}, {@code /admin/shops}, {@code /admin/journal}. */
final class AdminHandler implements HttpHandler {
    static final String PATH = "/admin/";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SimulatedShops shops;
    private final MisbehaviourPlan plan;
    private final Journal journal;

    AdminHandler(SimulatedShops shops, MisbehaviourPlan plan, Journal journal) {
        this.shops = shops;
        this.plan = plan;
        this.journal = journal;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String asked =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        try {
            if (asked.equals("POST /admin/misbehave")) {
                misbehave(ApiHandler.form(
                        String.valueOf(exchange.getRequestURI().getRawQuery()).getBytes(StandardCharsets.UTF_8)));
                answer(exchange, 200, "ok\n");
            } else if (asked.equals("GET /admin/shops")) {
                answer(exchange, 200, JSON.writeValueAsString(shops.snapshot()));
            } else if (asked.startsWith("PUT /admin/shops/")) {
                JsonNode shop = JSON.readTree(exchange.getRequestBody());
                shops.put(((ObjectNode) shop).put("shop_id", id(asked)));
                answer(exchange, 200, "ok\n");
            } else if (asked.startsWith("DELETE /admin/shops/")) {
                shops.remove(id(asked));
                answer(exchange, 200, "ok\n");
            } else if (asked.equals("GET /admin/journal")) {
                answer(exchange, 200, journal().toString());
            } else {
                answer(
                        exchange,
                        404,
                        "expected POST /admin/misbehave?kind=…&times=…[&page=…], GET /admin/shops,"
                                + " PUT or DELETE /admin/shops/<shop_id>, or GET /admin/journal\n");
            }
        } catch (IllegalArgumentException | ClassCastException | IOException e) {
            answer(exchange, 400, "not understood: " + e.getMessage() + "\n");
        }
    }

    private void misbehave(Map<String, String> query) {
        Misbehaviour kind = Misbehaviour.valueOf(query.getOrDefault("kind", "").toUpperCase(Locale.ROOT));
        plan.add(
                kind,
                Integer.parseInt(query.getOrDefault("times", "1")),
                Integer.parseInt(query.getOrDefault("page", "0")));
    }

    private ArrayNode journal() {
        ArrayNode calls = JSON.createArrayNode();
        journal.calls()
                .forEach(call -> calls.addObject()
                        .put("at", call.at().toString())
                        .put("path", call.path())
                        .put("page", call.page())
                        .put("status", call.status())
                        .put("code", call.code()));
        return calls;
    }

    private static long id(String asked) {
        return Long.parseLong(asked.substring(asked.lastIndexOf('/') + 1));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (exchange;
                OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
