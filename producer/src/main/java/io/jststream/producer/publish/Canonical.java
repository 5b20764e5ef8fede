package io.jststream.producer.publish;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The content of a record apart from how it is written: the order of keys does not count, and 19.90 is 19.9. */
public final class Canonical {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    private Canonical() {}

    /** The record as JSON, all digits of its numbers kept; missing where it is none. */
    public static JsonNode parse(byte[] record) {
        try {
            return JSON.readTree(record);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** A hash of the content; of the bytes themselves where they are not JSON. */
    static ContentHash hash(byte[] record) {
        return hash(record, parse(record));
    }

    /** The same, of a record that is parsed already. */
    static ContentHash hash(byte[] record, JsonNode parsed) {
        if (parsed.isMissingNode()) {
            return ContentHash.of(digest(record));
        }
        StringBuilder text = new StringBuilder(record.length);
        write(parsed, text);
        return ContentHash.of(digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static void write(JsonNode node, StringBuilder text) {
        if (node.isObject()) {
            List<Map.Entry<String, JsonNode>> sorted = new ArrayList<>(node.properties());
            sorted.sort(Map.Entry.comparingByKey());
            text.append('{');
            for (Map.Entry<String, JsonNode> field : sorted) {
                quote(field.getKey(), text);
                text.append(':');
                write(field.getValue(), text);
                text.append(',');
            }
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            for (JsonNode element : node) {
                write(element, text);
                text.append(',');
            }
            text.append(']');
        } else if (node.isNumber()) {
            // Compared by value: 1e1000000 must not become a million digits, so the number is not written out.
            text.append(node.decimalValue().stripTrailingZeros());
        } else if (node.isTextual()) {
            quote(node.textValue(), text);
        } else {
            text.append(node.asText());
        }
    }

    private static void quote(String content, StringBuilder text) {
        text.append('"');
        ENCODER.quoteAsString(content, text);
        text.append('"');
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
