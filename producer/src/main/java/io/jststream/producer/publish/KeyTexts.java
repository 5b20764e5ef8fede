package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Raw keys that name one row in different JSON types: an API that has sent 5 may send "5" from some day on. Only what is written
 * alike is the same: "007" and 7 may be two rows of a text column.
 */
public final class KeyTexts {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?(E[+-]?[0-9]{1,9})?");

    private KeyTexts() {}

    /** The key with its numbers and truth values as texts: the same for all keys that name the row. */
    public static String of(String key) {
        ObjectNode texts = JSON.objectNode();
        fields(key).forEach(field -> texts.set(field.getKey(), text(field.getValue())));
        return texts.toString();
    }

    /** The other keys that name the same row. */
    static List<String> others(String key) {
        List<ObjectNode> keys = List.of(JSON.objectNode());
        for (Map.Entry<String, JsonNode> field : fields(key)) {
            List<JsonNode> spellings = spellings(field.getValue());
            keys = keys.stream()
                    .flatMap(begun -> spellings.stream().map(value -> {
                        ObjectNode longer = begun.deepCopy();
                        longer.set(field.getKey(), value);
                        return longer;
                    }))
                    .toList();
        }
        return keys.stream()
                .map(ObjectNode::toString)
                .filter(other -> !other.equals(key))
                .toList();
    }

    private static Iterable<Map.Entry<String, JsonNode>> fields(String key) {
        return Canonical.parse(key.getBytes(UTF_8)).properties();
    }

    private static JsonNode text(JsonNode value) {
        if (value.isNumber()) {
            return JSON.textNode(RawKey.text(value.decimalValue()));
        }
        return value.isBoolean() ? JSON.textNode(value.asText()) : value;
    }

    /** The value as text, and as whatever else is written like that. */
    private static List<JsonNode> spellings(JsonNode value) {
        JsonNode text = text(value);
        if (!text.isTextual()) {
            return List.of(value);
        }
        String written = text.textValue();
        if (written.equals("true") || written.equals("false")) {
            return List.of(text, JSON.booleanNode(written.equals("true")));
        }
        return isNumber(written) ? List.of(text, JSON.rawValueNode(new RawValue(written))) : List.of(text);
    }

    private static boolean isNumber(String written) {
        return NUMBER.matcher(written).matches()
                && RawKey.text(new BigDecimal(written)).equals(written);
    }
}
