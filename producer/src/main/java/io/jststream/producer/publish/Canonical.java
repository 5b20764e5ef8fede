package io.jststream.producer.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;

/** The content of a record apart from how it is written: the order of keys does not count, and 19.90 is 19.9. */
final class Canonical {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private Canonical() {}

    /** A hash of the content; of the bytes themselves where they are not JSON. */
    static ContentHash hash(byte[] record) {
        try {
            StringBuilder text = new StringBuilder(record.length);
            write(JSON.readTree(record), text);
            return ContentHash.of(digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException notJson) {
            return ContentHash.of(digest(record));
        }
    }

    private static void write(JsonNode node, StringBuilder text) throws JsonProcessingException {
        if (node.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
            text.append('{');
            for (Map.Entry<String, JsonNode> field : sorted.entrySet()) {
                text.append(JSON.writeValueAsString(field.getKey())).append(':');
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
        } else {
            text.append(JSON.writeValueAsString(node));
        }
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
