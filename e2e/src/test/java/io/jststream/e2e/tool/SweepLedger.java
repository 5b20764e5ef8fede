package io.jststream.e2e.tool;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.integration.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What the ledger says about when sweeps began and ended. */
public final class SweepLedger {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SweepLedger() {}

    /** No sweep of an account and an integration began before the one before it had ended; returns of how many there are sweeps. */
    public static int noTwoSweepsAtATime(Properties kafka) {
        Map<String, List<JsonNode>> sweeps = new TreeMap<>();
        Topic.read(kafka, Topics.SWEEPS)
                .forEach(entry -> sweeps.computeIfAbsent(entry.key(), key -> new ArrayList<>())
                        .add(json(entry.value())));
        sweeps.forEach((key, entries) -> {
            entries.sort(Comparator.comparing(entry -> time(entry, "started")));
            for (int later = 1; later < entries.size(); later++) {
                assertFalse(
                        time(entries.get(later), "started").isBefore(time(entries.get(later - 1), "ended")),
                        key + ": a sweep began before the one before it had ended");
            }
        });
        return sweeps.size();
    }

    private static Instant time(JsonNode entry, String field) {
        return Instant.parse(entry.path(field).asText());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
