package io.jststream.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Makes SQL literals of the fields of a JSON object, character by character and without objects between: a number keeps its
 * digits, and a text cannot end before its end.
 */
final class Literals {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String NULL = "NULL";

    private final List<SerializedString> columns;
    private final Set<String> names;
    private final boolean backslashEscapes;

    /**
     * Literals of those fields, in that order.
     *
     * @param backslashEscapes whether a backslash in a literal means something to the server, as it does by default
     */
    Literals(List<String> columns, boolean backslashEscapes) {
        this.columns = columns.stream().map(SerializedString::new).toList();
        this.names = Set.copyOf(columns);
        this.backslashEscapes = backslashEscapes;
    }

    /**
     * Appends {@code (1, 'a', NULL)}; a field that is missing is NULL, one that is no column is left out.
     *
     * @throws DataException where it is no object, or one of its fields has parts of its own
     */
    void append(byte @Nullable [] json, StringBuilder sql) {
        int begin = sql.length();
        try {
            if (json == null || !appendInOrder(json, sql)) {
                sql.setLength(begin);
                appendByName(json, sql);
            }
        } catch (JsonProcessingException e) {
            throw new DataException(
                    "found broken JSON at byte " + e.getLocation().getByteOffset() + ", expected an object", e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    /** As nearly all rows are: all columns and nothing else. False where this one is not. */
    private boolean appendInOrder(byte[] json, StringBuilder sql) throws IOException {
        try (JsonParser row = JSON.createParser(json)) {
            if (row.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            char before = '(';
            for (SerializedString column : columns) {
                if (!row.nextFieldName(column)) {
                    return false;
                }
                sql.append(before);
                append(row.nextToken(), row, sql);
                before = ',';
            }
            sql.append(')');
            return row.nextToken() == JsonToken.END_OBJECT && row.nextToken() == null;
        }
    }

    private void appendByName(byte @Nullable [] json, StringBuilder sql) throws IOException {
        Map<String, String> literals = literals(json);
        char before = '(';
        for (SerializedString column : columns) {
            sql.append(before).append(literals.getOrDefault(column.getValue(), NULL));
            before = ',';
        }
        sql.append(')');
    }

    private Map<String, String> literals(byte @Nullable [] json) throws IOException {
        Map<String, String> literals = new HashMap<>();
        try (JsonParser row = JSON.createParser(json == null ? new byte[0] : json)) {
            if (row.nextToken() != JsonToken.START_OBJECT) {
                throw new DataException("found no JSON object, expected one with a row's columns");
            }
            for (String name = row.nextFieldName(); name != null; name = row.nextFieldName()) {
                JsonToken value = row.nextToken();
                if (names.contains(name)) {
                    StringBuilder literal = new StringBuilder();
                    append(value, row, literal);
                    literals.put(name, literal.toString());
                } else {
                    row.skipChildren();
                }
            }
            if (row.nextToken() != null) {
                throw new DataException("found more behind the JSON object, expected nothing");
            }
        }
        return literals;
    }

    private void append(JsonToken token, JsonParser row, StringBuilder sql) throws IOException {
        switch (token) {
            case VALUE_STRING -> appendText(row.getTextCharacters(), row.getTextOffset(), row.getTextLength(), sql);
            case VALUE_NULL -> sql.append(NULL);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                sql.append(row.getTextCharacters(), row.getTextOffset(), row.getTextLength());
            default ->
                throw new DataException("found an object or a list in the field " + row.currentName()
                        + ", expected a text, a number, true, false or null");
        }
    }

    private void appendText(char[] text, int from, int length, StringBuilder sql) {
        sql.append('\'');
        for (int i = from; i < from + length; i++) {
            char character = text[i];
            if (character == '\'' || (character == '\\' && backslashEscapes)) {
                sql.append(character);
            }
            sql.append(character);
        }
        sql.append('\'');
    }
}
