package io.jststream.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.simulator.table.Table;
import io.jststream.simulator.table.Tables;
import java.util.List;
import java.util.Map;

/**
 * The tables over HTTP: {@code GET /admin/tables/<table>} lists all rows, {@code POST} changes some row or makes one,
 * {@code PUT} and {@code DELETE} of {@code /admin/tables/<table>/<key>} change or take away one. {@code ?wms_co_id=} says
 * which warehouse where each has rows of its own.
 */
final class AdminTables {
    static final String PATH = "/admin/tables/";
    static final String EXPECTED = "GET or POST /admin/tables/<table>, PUT or DELETE /admin/tables/<table>/<key>";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Tables tables;

    AdminTables(Tables tables) {
        this.tables = tables;
    }

    /** What to answer; {@code IllegalArgumentException} says what is wrong with the request. */
    String answer(String method, String path, Map<String, String> query, String body) throws JsonProcessingException {
        List<String> names = List.of(path.substring(PATH.length()).split("/", 2));
        Table table = tables.table(names.get(0), warehouse(query.getOrDefault("wms_co_id", "0")));
        String asked = method + (names.size() == 1 ? " table" : " row");
        return switch (asked) {
            case "GET table" -> JSON.writeValueAsString(table.snapshot());
            case "POST table" -> table.changeAny() + "\n";
            case "PUT row" -> {
                table.change(names.get(1), fields(body));
                yield "ok\n";
            }
            case "DELETE row" -> {
                table.remove(names.get(1));
                yield "ok\n";
            }
            default -> throw new IllegalArgumentException("found " + method + " " + path + ", expected " + EXPECTED);
        };
    }

    private static long warehouse(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("wms_co_id: found '" + text + "', expected a whole number", notANumber);
        }
    }

    private static ObjectNode fields(String body) throws JsonProcessingException {
        if (JSON.readTree(body) instanceof ObjectNode fields) {
            return fields;
        }
        throw new IllegalArgumentException("the body is not a JSON object");
    }
}
