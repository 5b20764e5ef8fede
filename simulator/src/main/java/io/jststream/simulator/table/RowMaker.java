package io.jststream.simulator.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the fields of rows when somebody asks for them. Thread-safe. */
final class RowMaker {
    private static final int MOST_LINES = 3;

    private final Map<String, FieldRule> fields = new LinkedHashMap<>();
    private final Map<String, RowMaker> lines = new LinkedHashMap<>();
    private final long seed;

    RowMaker(ObjectNode fields, long seed) {
        this.seed = seed;
        fields.properties().forEach(field -> add(field.getKey(), field.getValue()));
    }

    private void add(String name, JsonNode rule) {
        if (rule.isTextual()) {
            fields.put(name, FieldRule.of(rule.asText()));
        } else if (rule.path(0) instanceof ObjectNode line) {
            lines.put(name, new RowMaker(line, seed + name.hashCode()));
        } else {
            fields.put(name, row -> JsonNodeFactory.instance.arrayNode());
        }
    }

    ObjectNode row(RowVersion version) {
        return row(version, 0);
    }

    /** One field alone, where it depends on the row's number only. */
    String key(RowVersion version, String field) {
        FieldRule rule = fields.get(field);
        if (rule == null) {
            throw new IllegalArgumentException("no field " + field);
        }
        return rule.value(new RowDraw(version, 0, seed)).asText();
    }

    private ObjectNode row(RowVersion version, int line) {
        RowDraw draw = new RowDraw(version, line, seed);
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        fields.forEach((name, rule) -> row.set(name, rule.value(draw)));
        lines.forEach((name, maker) -> {
            ArrayNode array = row.putArray(name);
            int amount = 1 + draw.lasting().below(MOST_LINES);
            for (int i = 1; i <= amount; i++) {
                array.add(maker.row(version, i));
            }
        });
        return row;
    }
}
