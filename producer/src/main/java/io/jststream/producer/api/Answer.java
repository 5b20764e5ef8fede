package io.jststream.producer.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the server sent back. Its code, its verdict and its records are read from one and the same tree. Not thread-safe. */
public final class Answer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;
    private final byte[] body;
    private final Instant arrivedAt;
    private @Nullable JsonNode json;

    /**
     * One answer.
     *
     * @param status HTTP status
     * @param body the body, unzipped
     * @param arrivedAt when the last byte was there
     */
    public Answer(int status, byte[] body, Instant arrivedAt) {
        this.status = status;
        this.body = body;
        this.arrivedAt = arrivedAt;
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    Instant arrivedAt() {
        return arrivedAt;
    }

    /** The code for metrics, where each is a time series: a business code that is known, or {@code http_502}. */
    String code() {
        if (status != 200) {
            return "http_" + status;
        }
        try {
            String code = json().path("code").asText("none");
            return Judge.knows(code) || code.equals("none") ? code : "other";
        } catch (IOException e) {
            return "not_json";
        }
    }

    JsonNode json() throws IOException {
        JsonNode tree = json;
        if (tree == null) {
            tree = JSON.readTree(body);
            json = tree;
        }
        return tree;
    }
}
