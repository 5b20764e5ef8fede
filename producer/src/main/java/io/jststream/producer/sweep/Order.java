package io.jststream.producer.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * What an operator has ordered about a held sweep.
 *
 * @param sweep the sweep that is meant; another one stays held
 */
public record Order(Kind kind, String sweep) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is to be done with what is held. */
    public enum Kind {
        /** Let it go, deleted or marked, unless it has come back meanwhile. */
        RELEASE,
        /** Keep it, and begin to count its absences anew. */
        DROP
    }

    /** As it stands in the topic. */
    public byte[] json() {
        return JSON.createObjectNode()
                .put("order", kind.name().toLowerCase(Locale.ROOT))
                .put("sweep", sweep)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The order that stands in the topic; none where it cannot be understood. */
    static Optional<Order> from(byte[] json) {
        try {
            JsonNode node = JSON.readTree(json);
            return Optional.of(new Order(
                    Kind.valueOf(node.path("order").asText().toUpperCase(Locale.ROOT)),
                    node.path("sweep").asText()));
        } catch (IOException | IllegalArgumentException notAnOrder) {
            return Optional.empty();
        }
    }
}
