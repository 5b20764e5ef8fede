package io.jststream.integration.scheme;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The metadata object of one side of a scheme.
 *
 * @param side {@code source} or {@code target}, as the notes call it
 */
record SchemeJson(String side, JsonNode root) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Parses it; an export that wraps the object is unwrapped. */
    static SchemeJson of(String side, String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw refused(
                    side + ":" + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
                    "is not JSON: " + e.getOriginalMessage() + "; expected the metadata as the scheme exports it");
        }
        for (String wrapper : List.of(side, "metadata", side)) {
            root = root.path(wrapper).isObject() ? root.path(wrapper) : root;
        }
        if (!root.isObject()) {
            throw refused(side, "found no object, expected the metadata: {\"api\": …, \"request\": […], …}");
        }
        return new SchemeJson(side, root);
    }

    static OperatorException refused(String where, String message) {
        return new OperatorException(ExitCode.BAD_CONFIGURATION, where + ": " + message);
    }

    String key(String name) {
        return side + "." + name;
    }

    String key(String list, String name) {
        return side + "." + list + "[" + name + "]";
    }

    String text(String name) {
        return SchemeField.text(root.path(name));
    }

    List<SchemeField> fields(String name) {
        return SchemeField.list(root.path(name));
    }

    /** Labels of the fields that the scheme knows of an answer, by their names. */
    Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        fields("response").forEach(field -> labels.putIfAbsent(field.field(), field.label()));
        return labels;
    }
}
