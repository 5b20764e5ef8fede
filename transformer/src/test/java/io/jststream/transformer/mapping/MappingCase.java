package io.jststream.transformer.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.transformer.column.Shortened;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A folder with {@code raw.json}, a record as the API sends it, and what comes out: {@code typed.json}, the row and as {@code lists}
 * the lines, or {@code dead.json}. {@code key.json} stands there where the key is not what the producer would make of the record,
 * {@code gone-at.txt} where the record has that header. A row says nothing of a column that it does not name, so that a new column
 * changes no case.
 *
 * @param keyFields the fields of which the producer makes the key
 */
record MappingCase(Path folder, List<String> keyFields) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final PrettyPrinter LINE_A_FIELD = new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withSeparators(PrettyPrinter.DEFAULT_SEPARATORS.withObjectFieldValueSpacing(Separators.Spacing.AFTER));

    MappingCase {
        keyFields = List.copyOf(keyFields);
    }

    /** The row that it expects, where it expects one. */
    Optional<JsonNode> row() throws IOException {
        return has("typed.json") ? Optional.of(tree("typed.json")) : Optional.empty();
    }

    /** What has to come out. */
    String expected(Mapping mapping) throws IOException {
        if (has("typed.json") || has("dead.json")) {
            return text(tree(has("typed.json") ? "typed.json" : "dead.json"));
        }
        Mapped mapped = map(mapping);
        throw new AssertionError(
                folder + ": has neither typed.json nor dead.json; the mapping makes of its raw.json this "
                        + (mapped instanceof Mapped.Typed ? "typed.json" : "dead.json") + ":\n" + text(tree(mapped)));
    }

    /** What comes out, of the columns that are named. */
    String found(Mapping mapping) throws IOException {
        Mapped mapped = map(mapping);
        JsonNode found = tree(mapped);
        if (mapped instanceof Mapped.Typed) {
            row().ifPresent(row -> retain(found, row));
        }
        return text(found);
    }

    private Mapped map(Mapping mapping) throws IOException {
        if (!has("raw.json")) {
            throw new AssertionError(folder + ": has no raw.json, expected a record as the API sends it");
        }
        byte[] raw = Files.readAllBytes(folder.resolve("raw.json"));
        return mapping.map(key(raw), raw, goneSince());
    }

    private byte[] key(byte[] raw) throws IOException {
        if (has("key.json")) {
            return Files.readString(folder.resolve("key.json")).strip().getBytes(StandardCharsets.UTF_8);
        }
        JsonNode record = JSON.readTree(raw);
        ObjectNode key = JSON.createObjectNode();
        keyFields.forEach(field -> key.set(field, record.get(field)));
        return JSON.writeValueAsBytes(key);
    }

    private @Nullable String goneSince() throws IOException {
        RecordHeaders headers = new RecordHeaders();
        if (has("gone-at.txt")) {
            String since = Files.readString(folder.resolve("gone-at.txt")).strip();
            headers.add("jst.gone-at", since.getBytes(StandardCharsets.UTF_8));
        }
        return GoneSince.of(headers);
    }

    private boolean has(String file) {
        return Files.exists(folder.resolve(file));
    }

    private JsonNode tree(String file) throws IOException {
        try {
            return JSON.readTree(Files.readString(folder.resolve(file)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(
                    folder.resolve(file) + ":" + e.getLocation().getLineNr() + ": is no JSON: "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    private static void retain(JsonNode found, JsonNode named) {
        if (found instanceof ObjectNode row && named instanceof ObjectNode) {
            List<String> names = new ArrayList<>();
            named.fieldNames().forEachRemaining(names::add);
            row.retain(names);
            names.forEach(name -> retain(row.path(name), named.path(name)));
        } else if (found instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                retain(list.path(i), named.path(i));
            }
        }
    }

    private static JsonNode tree(Mapped mapped) throws IOException {
        ObjectNode object = JSON.createObjectNode();
        if (mapped instanceof Mapped.Typed typed) {
            String row = new String(Objects.requireNonNull(typed.value()), StandardCharsets.UTF_8);
            object = (ObjectNode) JSON.readTree(row);
            for (List<Mapped.Line> list : typed.lines()) {
                ArrayNode lines = object.withArray("/lists").addArray();
                for (Mapped.Line line : list) {
                    lines.add(JSON.readTree(line.value()));
                }
            }
        } else if (mapped instanceof Mapped.Dead dead) {
            put(object, "field", dead.refusal().field());
            object.put("rule", dead.refusal().rule().label());
            object.put("reason", dead.refusal().reason());
            put(
                    object,
                    "value",
                    dead.refusal().value() == null
                            ? null
                            : Shortened.of(dead.refusal().value()));
        }
        return object;
    }

    /** One field a line, in the order in which they were written. */
    private static String text(JsonNode tree) throws IOException {
        byte[] text = JSON.writer(LINE_A_FIELD).writeValueAsString(tree).getBytes(StandardCharsets.UTF_8);
        return new String(text, StandardCharsets.UTF_8); // half a character becomes '?'
    }

    private static void put(ObjectNode object, String name, @Nullable String value) {
        if (value != null) {
            object.put(name, value);
        }
    }
}
