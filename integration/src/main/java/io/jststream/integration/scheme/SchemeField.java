package io.jststream.integration.scheme;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One field object of a scheme: a parameter of a request, or a column.
 *
 * @param value its template; empty where there is none
 * @param parser name of what makes a list or an object of the value; empty where there is none
 */
record SchemeField(String field, String label, String type, String value, String parser, List<SchemeField> children) {
    SchemeField {
        children = List.copyOf(children);
    }

    /** The first of these fields that is called so, in whatever capitals. */
    static Optional<SchemeField> named(String name, List<SchemeField> fields) {
        return fields.stream()
                .filter(field -> field.field().equalsIgnoreCase(name))
                .findFirst();
    }

    /**
     * Field objects in each form that exports have: a list of them, with children or flat with {@code parent}; an object of
     * names to values, as a rendered request shows it; a list of one such object.
     */
    static List<SchemeField> list(JsonNode node) {
        if (node.isObject()) {
            List<SchemeField> fields = new ArrayList<>();
            node.properties().forEach(entry -> fields.add(plain(entry.getKey(), entry.getValue())));
            return fields;
        }
        if (node.size() == 1 && node.get(0).isObject() && !node.get(0).has("field")) {
            return list(node.get(0));
        }
        return nested(node);
    }

    private static SchemeField plain(String name, JsonNode value) {
        return value.isContainerNode()
                ? new SchemeField(name, "", "object", "", "", list(value))
                : new SchemeField(name, "", "", text(value), "", List.of());
    }

    private static List<SchemeField> nested(JsonNode list) {
        Set<String> names = new HashSet<>();
        list.forEach(node -> names.add(text(node.path("field"))));
        Map<String, List<JsonNode>> byParent = new LinkedHashMap<>();
        for (JsonNode node : list) {
            String parent = text(node.path("parent"));
            byParent.computeIfAbsent(names.contains(parent) ? parent : "", unused -> new ArrayList<>())
                    .add(node);
        }
        List<SchemeField> fields = new ArrayList<>();
        byParent.getOrDefault("", List.of()).forEach(node -> fields.add(of(node, byParent)));
        return fields;
    }

    private static SchemeField of(JsonNode node, Map<String, List<JsonNode>> byParent) {
        String name = text(node.path("field"));
        List<SchemeField> children = new ArrayList<>();
        node.path("children").forEach(child -> children.add(of(child, Map.of())));
        byParent.getOrDefault(name, List.of()).forEach(child -> children.add(of(child, Map.of())));
        JsonNode parser = node.path("parser");
        return new SchemeField(
                name,
                text(node.path("label")),
                text(node.path("type")),
                text(node.path("value")),
                text(parser.isObject() ? parser.path("name") : parser),
                children);
    }

    /** A scalar as text, null and whatever is no scalar as none. */
    static String text(JsonNode node) {
        return node.isNull() ? "" : node.asText();
    }
}
