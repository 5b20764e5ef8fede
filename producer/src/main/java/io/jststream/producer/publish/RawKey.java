package io.jststream.producer.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** Key of a raw record: a JSON object of the source's key fields, in the order of the catalog. */
final class RawKey {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RawKey() {}

    /**
     * The key as text. A record without one of its key fields is not lost: the missing field is null in its key, and a part
     * of the content's hash keeps it apart from others like it in the compacted topic.
     */
    static String of(byte[] record, List<String> keyFields, ContentHash content) {
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        JsonNode json = parse(record);
        boolean complete = true;
        for (String field : keyFields) {
            JsonNode value = json.at("/" + field.replace('.', '/'));
            boolean usable = value.isValueNode() && !value.isNull();
            complete &= usable;
            key.set(field, usable ? value : null);
        }
        if (!complete) {
            key.put("content", content.shortText());
        }
        return key.toString();
    }

    private static JsonNode parse(byte[] record) {
        try {
            return JSON.readTree(record);
        } catch (IOException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
