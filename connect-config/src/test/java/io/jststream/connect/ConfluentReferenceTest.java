package io.jststream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.integration.Integration;
import io.jststream.integration.JdbcSink;
import io.jststream.integration.SinkConnector;
import io.jststream.integration.catalog.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Confluent's connector cannot be had everywhere, so its config is compared with what its reference documents, key by key. */
class ConfluentReferenceTest {
    /** What Connect hands to converters and to the consumer as it stands. */
    private static final List<String> PASSED_ON =
            List.of("key.converter", "value.converter", "header.converter", "consumer.override.");

    private final Map<String, Documented> reference = reference();

    /** One line of the reference. */
    private record Documented(String type, List<String> allowed) {
        boolean takes(String value) {
            return switch (type) {
                case "int" -> value.matches("\\d{1,9}") && Integer.parseInt(value) >= Integer.parseInt(allowed.get(0));
                case "list" -> List.of(value.split(",")).stream().allMatch(this::allows);
                default -> !value.isBlank() && allows(value);
            };
        }

        private boolean allows(String value) {
            return allowed.isEmpty() || allowed.contains(value);
        }
    }

    @Test
    void everyKeyIsDocumentedAndEveryValueIsAllowed() {
        for (Integration integration : Catalog.load(Path.of("..", "catalog"))) {
            assertEquals(List.of(), complaints(config(integration)));
        }
    }

    @Test
    void refusesAnUnknownKeyAndAValueThatIsNotAllowed() {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("retries", "3");
        wrong.put("insert.mode", "upsurt");
        wrong.put("batch.size", "-1");
        wrong.put("tasks.max", "0");

        assertEquals(
                List.of("retries: not documented", "insert.mode: upsurt", "batch.size: -1", "tasks.max: 0"),
                complaints(wrong));
    }

    @Test
    void deletesByTheRecordKeyAsDeletionDemands() {
        for (Integration integration : Catalog.load(Path.of("..", "catalog"))) {
            Map<String, String> config = config(integration);

            assertEquals("true", config.get("delete.enabled"));
            assertEquals("record_key", config.get("pk.mode"));
            assertEquals(String.join(",", integration.target().key()), config.get("pk.fields"));
        }
    }

    private List<String> complaints(Map<String, String> config) {
        List<String> complaints = new ArrayList<>();
        config.forEach((key, value) -> {
            Documented documented = reference.get(key);
            if (documented == null) {
                if (PASSED_ON.stream().noneMatch(key::startsWith)) {
                    complaints.add(key + ": not documented");
                }
            } else if (!documented.takes(value)) {
                complaints.add(key + ": " + value);
            }
        });
        return complaints;
    }

    private static Map<String, String> config(Integration integration) {
        return SinkConnector.config(
                integration.table(),
                JdbcSink.CONFLUENT,
                new SinkConnector.Database("jdbc:mysql://h/bi", "u", "${file:f:p}", 2));
    }

    private static Map<String, Documented> reference() {
        Map<String, Documented> reference = new LinkedHashMap<>();
        try (InputStream in =
                Objects.requireNonNull(ConfluentReferenceTest.class.getResourceAsStream("confluent-sink-10.9.txt"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\|", -1))
                    .forEach(cells -> reference.put(cells[0].strip(), documented(cells)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return reference;
    }

    private static Documented documented(String[] cells) {
        String allowed = cells[2].strip();
        return new Documented(cells[1].strip(), allowed.isEmpty() ? List.of() : List.of(allowed.split(",")));
    }
}
