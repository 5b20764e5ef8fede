package io.jststream.console.dead;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * What was decided about a letter, by whom and why: an entry of {@code jst.decisions}, which nobody changes afterwards.
 *
 * @param letter its {@link Letter#id id}
 * @param by who says so
 * @param why for a person; empty where nothing was said
 */
public record Decision(String integration, String letter, State state, Instant at, String by, String why) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What has become of a letter. */
    public enum State {
        /** Nobody has decided, or somebody that it is to be looked at again. */
        OPEN,
        /** It was sent through the mapping once more. */
        REDRIVEN,
        /** It waits for something; no alert is to be made of it. */
        PARKED,
        /** It is not wanted. */
        DROPPED;

        /** As it stands in the topic and in answers. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As it stands in the topic. */
    byte[] json() {
        return JSON.createObjectNode()
                .put("at", at.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("integration", integration)
                .put("letter", letter)
                .put("decision", state.label())
                .put("by", by)
                .put("why", why)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Empty where it is none. */
    static Optional<Decision> of(byte[] json) {
        try {
            JsonNode entry = JSON.readTree(new String(json, StandardCharsets.UTF_8));
            return Optional.of(new Decision(
                    entry.path("integration").asText(),
                    entry.path("letter").asText(),
                    State.valueOf(entry.path("decision").asText().toUpperCase(Locale.ROOT)),
                    Instant.parse(entry.path("at").asText()),
                    entry.path("by").asText(),
                    entry.path("why").asText()));
        } catch (JsonProcessingException | RuntimeException notOurs) {
            return Optional.empty();
        }
    }
}
