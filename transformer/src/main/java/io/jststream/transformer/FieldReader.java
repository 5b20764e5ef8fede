package io.jststream.transformer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.jststream.integration.Template.Part.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields that a mapping names out of a record's JSON, in one pass and without a tree. Every field has a slot, its
 * index in what {@link #read} returns. Of a name that stands twice in one object the last counts, as almost everywhere.
 */
final class FieldReader {
    // interning would keep every field name that the API ever sends in the JVM's string table
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final int NO_SLOT = -1;

    private final Branch root = new Branch();
    private int slots;
    private int goneAt = NO_SLOT;

    /** One object of the record: the names in it that matter. Complete before the first record is read. */
    private static final class Branch {
        private final Map<String, Branch> children = new HashMap<>();
        private int slot = NO_SLOT;
        private boolean whole;
    }

    /**
     * The slot of a field; a new one at its first mention. Only while a mapping is compiled.
     *
     * @param whole whether an object or a list is wanted with all that is in it
     */
    int slot(Field field, boolean whole) {
        Branch branch = root;
        for (String name : field.path()) {
            branch = branch.children.computeIfAbsent(name, unused -> new Branch());
        }
        if (branch.slot == NO_SLOT) {
            branch.slot = slots++;
        }
        branch.whole |= whole;
        return branch.slot;
    }

    /** The slot of what stands in no record's JSON: since when the record is gone. Only while a mapping is compiled. */
    int slotOfGoneAt() {
        if (goneAt == NO_SLOT) {
            goneAt = slots++;
        }
        return goneAt;
    }

    /** The value of every slot; null where the field is missing or null. */
    @Nullable
    SourceValue[] read(byte[] json, @Nullable String goneSince) throws RefusedException {
        @Nullable SourceValue[] values = new @Nullable SourceValue[slots];
        if (goneAt != NO_SLOT && goneSince != null) {
            values[goneAt] = SourceValue.text(goneSince);
        }
        try (JsonParser parser = JSON.createParser(json)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw notAnObject(
                        first == null ? "nothing" : value(parser, first).describe());
            }
            readObject(parser, root, json, values);
            if (parser.nextToken() != null) {
                throw notAnObject("more behind the object");
            }
            return values;
        } catch (JsonProcessingException e) {
            throw notAnObject("broken JSON at byte " + e.getLocation().getByteOffset());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private static void readObject(JsonParser parser, Branch branch, byte[] json, @Nullable SourceValue[] values)
            throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            Branch child = branch.children.get(name);
            if (child == null) {
                parser.skipChildren();
                continue;
            }
            if (child.slot != NO_SLOT) {
                values[child.slot] = token == JsonToken.VALUE_NULL ? null : value(parser, token);
            }
            long start = child.whole && token.isStructStart()
                    ? parser.currentTokenLocation().getByteOffset()
                    : -1;
            if (token == JsonToken.START_OBJECT) {
                readObject(parser, child, json, values);
            } else {
                parser.skipChildren();
            }
            if (start >= 0) {
                values[child.slot] = whole(
                        token, json, (int) start, (int) parser.currentLocation().getByteOffset());
            }
        }
    }

    private static SourceValue whole(JsonToken token, byte[] json, int start, int end) {
        return new SourceValue(
                token == JsonToken.START_OBJECT ? SourceValue.Kind.OBJECT : SourceValue.Kind.ARRAY,
                new String(json, start, end - start, StandardCharsets.UTF_8));
    }

    private static SourceValue value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> SourceValue.OBJECT;
            case START_ARRAY -> SourceValue.ARRAY;
            case VALUE_STRING -> SourceValue.text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new SourceValue(SourceValue.Kind.NUMBER, parser.getText());
            default -> new SourceValue(SourceValue.Kind.LITERAL, parser.getText());
        };
    }

    private static RefusedException notAnObject(String found) {
        return RefusedException.of(Rule.JSON, "found " + found + ", expected a JSON object", null);
    }
}
