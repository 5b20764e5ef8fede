package io.jststream.producer.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.producer.publish.Changes;
import io.jststream.producer.publish.ContentSum;
import io.jststream.producer.sweep.Absences.Hold;
import io.jststream.producer.sweep.ReaderState.Judged;
import io.jststream.producer.turn.Findings;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reader's state as the topic {@code jst.cursors} holds it. */
final class StateJson {
    private static final Logger LOG = LoggerFactory.getLogger(StateJson.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A message of Kafka takes a megabyte. Of more absences the counting begins anew after a restart. */
    private static final int MOST_KEY_CHARACTERS = 200_000;

    private StateJson() {}

    static byte[] write(ReaderState state) {
        ObjectNode json = JSON.createObjectNode();
        state.running().ifPresent(cursor -> write(cursor, json.putObject("running")));
        Map<String, Integer> absent = state.absences().sweeps();
        if (absent.keySet().stream().mapToInt(String::length).sum() <= MOST_KEY_CHARACTERS) {
            ObjectNode sweeps = json.putObject("absent");
            new TreeMap<>(absent).forEach(sweeps::put);
        }
        state.absences()
                .hold()
                .ifPresent(hold ->
                        json.putObject("held").put("sweep", hold.sweep()).put("since", hold.since()));
        json.put("empty", state.emptySweeps());
        if (state.judged().rows() > 0) {
            json.put("rows", state.judged().rows());
        }
        state.judged().withheld().ifPresent(sweep -> json.put("withheld", sweep));
        state.lastWhole().ifPresent(instant -> json.put("last_whole", instant.toString()));
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Cursor cursor, ObjectNode json) {
        json.put("sweep", cursor.sweep())
                .put("started", cursor.started().toString())
                .put("at", cursor.at().toString())
                .put("pages", cursor.pages())
                .put("new", cursor.changes().added())
                .put("changed", cursor.changes().changed())
                .put("unchanged", cursor.changes().unchanged())
                .put("distinct", cursor.distinct())
                .put("hash", cursor.sum().toString())
                .set("findings", cursor.findings().json());
        cursor.lastSync().ifPresent(instant -> json.put("last_sync", instant.toString()));
    }

    /** The state; a new one where it cannot be understood, since all that is lost is a count and a page number. */
    static ReaderState read(byte[] written) {
        try {
            JsonNode json = JSON.readTree(written);
            Map<String, Integer> absent = new HashMap<>();
            json.path("absent")
                    .properties()
                    .forEach(
                            entry -> absent.put(entry.getKey(), entry.getValue().asInt()));
            Optional<Hold> hold = json.path("held").isObject()
                    ? Optional.of(new Hold(
                            json.path("held").path("sweep").asText(),
                            json.path("held").path("since").asInt()))
                    : Optional.empty();
            Optional<Cursor> running =
                    json.path("running").isObject() ? Optional.of(cursor(json.path("running"))) : Optional.empty();
            return new ReaderState(
                    running,
                    new Absences(absent, hold),
                    json.path("empty").asInt(),
                    new Judged(
                            json.path("rows").asInt(),
                            Optional.ofNullable(json.path("withheld").textValue())),
                    instant(json.path("last_whole")));
        } catch (IOException | DateTimeParseException | IllegalArgumentException damaged) {
            LOG.atWarn().log("The reader's state in jst.cursors cannot be understood, beginning with a new one");
            return ReaderState.NEW;
        }
    }

    private static Optional<Instant> instant(JsonNode json) {
        return Optional.ofNullable(json.textValue()).map(Instant::parse);
    }

    private static Cursor cursor(JsonNode json) {
        return new Cursor(
                json.path("sweep").asText(),
                Instant.parse(json.path("started").asText()),
                instant(json.path("last_sync")),
                Instant.parse(json.path("at").asText()),
                json.path("pages").asInt(),
                new Changes(
                        json.path("new").asInt(),
                        json.path("changed").asInt(),
                        json.path("unchanged").asInt()),
                json.path("distinct").asInt(),
                ContentSum.parse(json.path("hash").asText()),
                Findings.from(json.path("findings")));
    }
}
