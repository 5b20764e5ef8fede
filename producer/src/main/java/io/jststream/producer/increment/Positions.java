package io.jststream.producer.increment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The positions of one integration's readings, by the value of {@code for_each}, as the topic {@code jst.cursors} holds them.
 *
 * @param all by value; the empty text where there is no {@code for_each}
 */
record Positions(Map<String, Position> all) {
    static final Positions NONE = new Positions(Map.of());

    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    Positions {
        all = Map.copyOf(all);
    }

    Positions with(String part, Position position) {
        Map<String, Position> more = new TreeMap<>(all);
        more.put(part, position);
        return new Positions(more);
    }

    Optional<Position> of(String part) {
        return Optional.ofNullable(all.get(part));
    }

    byte[] write() {
        ObjectNode json = JSON.createObjectNode();
        ObjectNode positions = json.putObject("positions");
        new TreeMap<>(all).forEach((part, position) -> write(position, positions.putObject(part)));
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Position position, ObjectNode json) {
        if (position instanceof Position.Version version) {
            json.put("ts", version.ts());
            version.keys().stream().sorted().forEach(json.putArray("keys")::add);
        } else if (position instanceof Position.Changed changed) {
            json.put("until", changed.until().toString());
            changed.open()
                    .ifPresent(window -> json.putObject("open")
                            .put("begin", window.begin().toString())
                            .put("end", window.end().toString())
                            .put("page", window.nextPage())
                            .put("page_size", window.pageSize())
                            .put("records", window.records())
                            .put("shown", window.shown()));
        }
    }

    /** The positions; none where they cannot be understood, or where the catalog had another way of reading before. */
    static Positions read(byte[] written) {
        Positions positions = NONE;
        try {
            for (Map.Entry<String, JsonNode> entry :
                    JSON.readTree(written).path("positions").properties()) {
                positions = positions.with(entry.getKey(), position(entry.getValue()));
            }
            return positions;
        } catch (IOException | DateTimeParseException damaged) {
            LOG.atWarn()
                    .log("The reader's positions in jst.cursors cannot be understood, beginning from the first change");
            return NONE;
        }
    }

    private static Position position(JsonNode json) {
        if (json.has("ts")) {
            Set<String> keys = new HashSet<>();
            json.path("keys").forEach(key -> keys.add(key.asText()));
            return new Position.Version(json.path("ts").asLong(), keys);
        }
        JsonNode open = json.path("open");
        return new Position.Changed(
                Instant.parse(json.path("until").asText()),
                open.isObject()
                        ? Optional.of(new Position.Window(
                                Instant.parse(open.path("begin").asText()),
                                Instant.parse(open.path("end").asText()),
                                open.path("page").asInt(),
                                open.path("page_size").asInt(),
                                open.path("records").asLong(),
                                open.path("shown").asInt()))
                        : Optional.empty());
    }
}
