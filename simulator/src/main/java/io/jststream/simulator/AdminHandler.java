package io.jststream.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Orders misbehaviour and changes data over HTTP: {@code /admin/misbehave}, {@code /admin/shops}, {@code /admin/journal},
 * {@code /admin/tables}.
 */
final class AdminHandler implements HttpHandler {
    static final String PATH = "/admin/";

    private static final int MOST_TIMES = 1000;
    private static final int LAST_PAGE = 1_000_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SimulatedShops shops;
    private final AdminTables tables;
    private final MisbehaviourPlan plan;
    private final Journal journal;

    AdminHandler(SimulatedShops shops, AdminTables tables, MisbehaviourPlan plan, Journal journal) {
        this.shops = shops;
        this.tables = tables;
        this.plan = plan;
        this.journal = journal;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String asked =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        try {
            if (asked.equals("POST /admin/misbehave")) {
                misbehave(query(exchange));
                answer(exchange, 200, "ok\n");
            } else if (asked.equals("GET /admin/shops")) {
                answer(exchange, 200, JSON.writeValueAsString(shops.snapshot()));
            } else if (asked.startsWith("PUT /admin/shops/")) {
                if (!(JSON.readTree(exchange.getRequestBody()) instanceof ObjectNode shop)) {
                    throw new IllegalArgumentException("the body is not a JSON object");
                }
                shops.put(shop.put("shop_id", id(asked)));
                answer(exchange, 200, "ok\n");
            } else if (asked.startsWith("DELETE /admin/shops/")) {
                shops.remove(id(asked));
                answer(exchange, 200, "ok\n");
            } else if (exchange.getRequestURI().getPath().startsWith(AdminTables.PATH)) {
                answer(exchange, 200, tables(exchange));
            } else if (asked.equals("GET /admin/journal")) {
                answer(exchange, 200, journal().toString());
            } else {
                answer(
                        exchange,
                        404,
                        "expected POST /admin/misbehave?kind=…&times=…[&page=…], GET /admin/shops,"
                                + " PUT or DELETE /admin/shops/<shop_id>, " + AdminTables.EXPECTED
                                + ", or GET /admin/journal\n");
            }
        } catch (IllegalArgumentException | IOException e) {
            answer(exchange, 400, "not understood: " + e.getMessage() + "\n");
        }
    }

    private String tables(HttpExchange exchange) throws IOException {
        return tables.answer(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query(exchange),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static Map<String, String> query(HttpExchange exchange) {
        return ApiHandler.form(
                String.valueOf(exchange.getRequestURI().getRawQuery()).getBytes(StandardCharsets.UTF_8));
    }

    private void misbehave(Map<String, String> query) {
        plan.add(
                kind(query.getOrDefault("kind", "")),
                number("times", query.getOrDefault("times", "1"), 1, MOST_TIMES),
                number("page", query.getOrDefault("page", "0"), MisbehaviourPlan.ANY_PAGE, LAST_PAGE));
    }

    private static Misbehaviour kind(String name) {
        List<Misbehaviour> kinds = List.of(Misbehaviour.values());
        return kinds.stream()
                .filter(kind -> kind.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("kind: found '" + name + "', expected one of "
                        + kinds.stream()
                                .map(Misbehaviour::name)
                                .collect(Collectors.joining(", "))
                                .toLowerCase(Locale.ROOT)));
    }

    private static int number(String name, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (least <= number && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // the message below says what was expected
        }
        throw new IllegalArgumentException(
                name + ": found '" + text + "', expected a whole number from " + least + " to " + most);
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
        String text = asked.substring(asked.lastIndexOf('/') + 1);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("shop_id: found '" + text + "', expected a whole number", notANumber);
        }
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
