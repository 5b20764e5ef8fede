package io.jststream.producer.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;

/**
 * What the server sent back.
 *
 * @param status HTTP status
 * @param body the body, unzipped
 * @param arrivedAt when the last byte was there
 */
@SuppressWarnings("ArrayRecordComponent") // handed on and read, never compared
public record Answer(int status, byte[] body, Instant arrivedAt) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The code for metrics, where each is a time series: a business code that is known, or {@code http_502}. */
    String code() {
        if (status != 200) {
            return "http_" + status;
        }
        try {
            String code = JSON.readTree(body).path("code").asText("none");
            return Judge.knows(code) || code.equals("none") ? code : "other";
        } catch (IOException e) {
            return "not_json";
        }
    }

    JsonNode json() throws IOException {
        return JSON.readTree(body);
    }
}
