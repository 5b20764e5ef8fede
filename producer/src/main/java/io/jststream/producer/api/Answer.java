package io.jststream.producer.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the server sent back. Its code, its verdict and its records are read from one and the same tree. Not thread-safe. */
public final class Answer {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The API refuses a call whose time is further from its own (API: code 140): somebody else has said this time. */
    private static final Duration FURTHEST = Duration.ofMinutes(15);

    private final int status;
    private final byte[] body;
    private final Instant arrivedAt;
    private final Optional<Instant> servedAt;
    private @Nullable JsonNode json;

    /**
     * One answer.
     *
     * @param status HTTP status
     * @param body the body, unzipped
     * @param arrivedAt when the last byte was there
     */
    public Answer(int status, byte[] body, Instant arrivedAt) {
        this(status, body, arrivedAt, Optional.empty());
    }

    /**
     * One answer whose server has said what time it is.
     *
     * @param date by the server's clock; nothing where it did not say
     */
    Answer(int status, byte[] body, Instant arrivedAt, Optional<Instant> date) {
        this.status = status;
        this.body = body;
        this.arrivedAt = arrivedAt;
        this.servedAt =
                date.filter(time -> Duration.between(time, arrivedAt).abs().compareTo(FURTHEST) <= 0);
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

    /** When that was by the server's clock; nothing where it did not say, or something that cannot be. */
    Optional<Instant> servedAt() {
        return servedAt;
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
