package io.jststream.producer.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Key of a raw record: a JSON object of the source's key fields, in the order of the catalog. */
public final class RawKey {
    /** A number of more zeros keeps its exponent: written out, 1e999999999 would be a gigabyte. */
    private static final int MOST_ZEROS = 100;

    private RawKey() {}

    /** The key of a record as it is published. */
    public static byte[] of(byte[] record, List<String> keyFields) {
        JsonNode json = Canonical.parse(record);
        return of(json, keyFields, Canonical.hash(record, json)).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The key of a parsed record, as text. A record without one of its key fields is not lost: the missing field is null in its key, and a part
     * of the content's hash keeps it apart from others like it in the compacted topic.
     */
    static String of(JsonNode json, List<String> keyFields, ContentHash content) {
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        boolean complete = true;
        for (String field : keyFields) {
            JsonNode value = json.at("/" + field.replace('.', '/'));
            boolean usable = value.isValueNode() && !value.isNull();
            complete &= usable;
            if (value.isNumber()) {
                key.putRawValue(field, new RawValue(text(value.decimalValue())));
            } else {
                key.set(field, usable ? value : null);
            }
        }
        if (!complete) {
            key.put("content", content.shortText());
        }
        return key.toString();
    }

    /** By value, as the content is compared: 1.0 and 1 are one key. */
    static String text(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        boolean plain = shortest.scale() >= -MOST_ZEROS && shortest.scale() <= MOST_ZEROS;
        return plain ? shortest.toPlainString() : shortest.toString();
    }
}
