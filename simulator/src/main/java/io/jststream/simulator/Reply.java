package io.jststream.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * What goes back to a caller.
 *
 * @param status HTTP status
 * @param code the business code, or -1 where the body is none of the API's or is never sent
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
public record Reply(int status, String contentType, byte[] body, Delivery delivery, int code) {
    /** Writes a number as it was read: 19.80 is not to become 19.8 because something else of an answer is changed. */
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

    private static final int NONE = -1;

    /** How the body is sent. */
    public enum Delivery {
        PLAIN,
        GZIP,
        /** After a time that no caller likes to wait. */
        LATE,
        /** The connection is closed instead. */
        NEVER
    }

    /** A business answer: HTTP 200 whatever the code (API: envelopes). */
    static Reply json(JsonNode body) {
        return new Reply(
                200,
                "application/json;charset=utf-8",
                bytes(body),
                Delivery.PLAIN,
                body.path("code").asInt(NONE));
    }

    /** A refusal: a code, a message and no data. */
    static Reply refused(int code, String message) {
        return json(JsonNodeFactory.instance.objectNode().put("code", code).put("msg", message));
    }

    static Reply html(int status, String title) {
        String page = "<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1></body></html>";
        return new Reply(status, "text/html", page.getBytes(StandardCharsets.UTF_8), Delivery.PLAIN, NONE);
    }

    /** The same with another data object. */
    Reply editData(Consumer<ObjectNode> edit) {
        ObjectNode json = object();
        if (json.get("data") instanceof ObjectNode data) {
            edit.accept(data);
        }
        return json(json);
    }

    /** The same with another envelope. */
    Reply edit(Consumer<ObjectNode> edit) {
        ObjectNode json = object();
        edit.accept(json);
        return json(json);
    }

    /** The first two thirds of the same. */
    Reply truncated() {
        return new Reply(status, contentType, Arrays.copyOf(body, body.length * 2 / 3), delivery, NONE);
    }

    Reply delivered(Delivery other) {
        return new Reply(status, contentType, body, other, other == Delivery.NEVER ? NONE : code);
    }

    private ObjectNode object() {
        try {
            return (ObjectNode) JSON.readTree(body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(JsonNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
