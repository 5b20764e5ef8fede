package io.jststream.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The order of keys in answers: it means nothing, and differs from answer to answer. Thread-safe. */
final class KeyOrder {
    private final Random random;

    KeyOrder(long seed) {
        this.random = new Random(seed);
    }

    ObjectNode shuffled(ObjectNode object) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
        synchronized (random) {
            Collections.shuffle(fields, random);
        }
        ObjectNode shuffled = JsonNodeFactory.instance.objectNode();
        fields.forEach(field -> shuffled.set(field.getKey(), field.getValue()));
        return shuffled;
    }

    /** A success with that data. */
    Reply success(ObjectNode data) {
        ObjectNode answer =
                JsonNodeFactory.instance.objectNode().put("msg", "执行成功").put("code", 0);
        answer.set("data", shuffled(data));
        return Reply.json(shuffled(answer));
    }
}
