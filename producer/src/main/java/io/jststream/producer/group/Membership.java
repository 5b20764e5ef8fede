package io.jststream.producer.group;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an instance says of itself when accounts are shared, and what it is told: two sets of names.
 *
 * @param known accounts that it could read
 * @param held accounts that it is reading, or, as an answer, that it is to read
 */
record Membership(Set<String> known, Set<String> held) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Membership {
        known = Set.copyOf(known);
        held = Set.copyOf(held);
    }

    ByteBuffer bytes() {
        ObjectNode json = JSON.createObjectNode();
        put(json.putArray("known"), known);
        put(json.putArray("held"), held);
        try {
            return ByteBuffer.wrap(JSON.writeValueAsBytes(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What another version may add is not read; what cannot be read at all is somebody without accounts. */
    static Membership of(@Nullable ByteBuffer bytes) {
        JsonNode json = JSON.missingNode();
        if (bytes != null) {
            try {
                json = JSON.readTree(
                        StandardCharsets.UTF_8.decode(bytes.duplicate()).toString());
            } catch (IOException notOurs) {
                // stays missing
            }
        }
        return new Membership(names(json.path("known")), names(json.path("held")));
    }

    private static void put(ArrayNode array, Set<String> names) {
        new TreeSet<>(names).forEach(array::add);
    }

    private static Set<String> names(JsonNode array) {
        Set<String> names = new TreeSet<>();
        array.forEach(name -> names.add(name.asText()));
        return names;
    }
}
