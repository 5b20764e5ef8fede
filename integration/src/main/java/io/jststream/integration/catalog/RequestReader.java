package io.jststream.integration.catalog;

import static io.jststream.integration.catalog.IntegrationReader.matches;
import static io.jststream.integration.catalog.IntegrationReader.required;

import io.jststream.integration.ChangeTime;
import io.jststream.integration.RequestValue;
import io.jststream.integration.Source.RequestField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code source.request} of a catalog file: constants, and times where the way of reading allows them. */
final class RequestReader {
    private static final Pattern PAGING = Pattern.compile("[1-9]\\d{0,3}");
    private static final Set<String> WINDOW = Set.of("modified_begin", "modified_end");
    private static final String WHY =
            " beside read: window: what changes after any other time than that of the change is in no later window";

    private RequestReader() {}

    /**
     * @param api the path of the API, or the empty text
     * @param way the word behind {@code read}
     */
    static List<RequestField> read(YamlNode node, String api, String way) {
        List<RequestField> fields = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (YamlNode element : node.elements()) {
            Map<String, YamlNode> keys = element.children(List.of("field", "value"));
            Optional<String> field =
                    required(element, keys, "field", "the parameter's name").flatMap(YamlNode::text);
            Optional<String> value = required(element, keys, "value", "the parameter's value")
                    .flatMap(child -> value(child, field.orElse(""), way));
            if (field.isPresent() && !seen.add(field.get())) {
                element.expected("each parameter once; '" + field.get() + "' stands twice");
            }
            field.ifPresent(name -> value.ifPresent(text -> fields.add(new RequestField(name, text))));
        }
        for (String paging : List.of("page_index", "page_size")) {
            if (node.isList() && !seen.contains(paging)) {
                node.expected("a parameter '" + paging + "': a sweep reads page by page");
            }
        }
        ChangeTime.neededBy(api)
                .filter(needed -> way.equals("window") && node.isList() && !seen.contains(needed))
                .ifPresent(needed -> node.expected("a parameter '" + needed + "' with the value "
                        + ChangeTime.required(needed).orElseThrow() + ", without which " + api
                        + " takes another time," + WHY));
        return fields;
    }

    private static Optional<String> value(YamlNode node, String field, String way) {
        if (field.equals("page_index") || field.equals("page_size")) {
            return node.as("a whole number from 1 to 9999", text -> matches(PAGING, text));
        }
        Optional<String> text = node.text();
        try {
            boolean moves =
                    text.map(RequestValue::of).filter(RequestValue::moves).isPresent();
            if (moves && (way.equals("window") || way.equals("rowversion"))) {
                node.expected(constant(field, way));
                return Optional.empty();
            }
            if (way.equals("window")
                    && text.filter(given -> ChangeTime.isAnother(field, given)).isPresent()) {
                node.expected(ChangeTime.required(field).orElseThrow() + WHY);
                return Optional.empty();
            }
            return text;
        } catch (IllegalArgumentException e) {
            node.expected("a constant, or a time such as {{CURRENT_TIME|datetime}} or {{DAYS_AGO_7|date}}: "
                    + e.getMessage());
            return Optional.empty();
        }
    }

    /** Of a range that moves, such a reading shows nothing of a record that comes into it without being changed. */
    private static String constant(String field, String way) {
        if (way.equals("window") && WINDOW.contains(field)) {
            return "no such parameter beside read: window, which asks with " + field + " by itself";
        }
        return "a constant beside read: " + way
                + ", which asks for what has changed: a record that this time lets in later,"
                + " without a change, would be missed; read: sweep reads all of such a range at each turn";
    }
}
