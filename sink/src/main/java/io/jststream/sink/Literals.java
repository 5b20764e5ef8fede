package io.jststream.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Makes SQL of the fields of a JSON object, character by character and without objects between: a number keeps its digits, and a
 * text cannot end before its end.
 */
final class Literals {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String NULL = "NULL";
    /** Characters of the longest DECIMAL. MySQL takes a longer literal for one too, the greatest there is. */
    private static final int LONGEST_DECIMAL = 67;

    private final List<SerializedString> columns;
    private final Set<String> names;
    /** What stands before each column's literal. */
    private final List<String> before;

    private final boolean nullable;
    private final boolean backslashEscapes;

    private Literals(List<String> columns, List<String> before, boolean nullable, boolean backslashEscapes) {
        this.columns = columns.stream().map(SerializedString::new).toList();
        this.names = Set.copyOf(columns);
        this.before = before;
        this.nullable = nullable;
        this.backslashEscapes = backslashEscapes;
    }

    /**
     * A row, {@code (1,'a',NULL)}: a field that is missing is NULL, one that is no column is left out.
     *
     * @param backslashEscapes whether a backslash in a literal means something to the server, as it does by default
     */
    static Literals row(List<String> columns, boolean backslashEscapes) {
        List<String> before = columns.stream().map(column -> ",").toList();
        return new Literals(columns, begun(before, ","), true, backslashEscapes);
    }

    /** What is true of one row alone, {@code (`id`=1 AND `name`='a')}: of its key, whose columns all have a value. */
    static Literals condition(List<String> key, boolean backslashEscapes) {
        List<String> before =
                key.stream().map(column -> " AND " + Sql.quote(column) + "=").toList();
        return new Literals(key, begun(before, " AND "), false, backslashEscapes);
    }

    private static List<String> begun(List<String> before, String between) {
        List<String> begun = new ArrayList<>(before);
        begun.set(0, "(" + before.get(0).substring(between.length()));
        return begun;
    }

    /**
     * Appends them.
     *
     * @throws DataException where it is no object, one of its fields has parts of its own, or a column of a key has no value
     */
    void append(byte @Nullable [] json, StringBuilder sql) {
        int begin = sql.length();
        try {
            if (json == null || !appendInOrder(json, sql)) {
                sql.setLength(begin);
                appendByName(json == null ? new byte[0] : json, sql);
            }
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new DataException("found JSON that cannot be read (" + reason + "), expected an object");
        }
    }

    /** As nearly all rows are: all columns and nothing else. False where this one is not. */
    private boolean appendInOrder(byte[] json, StringBuilder sql) throws IOException {
        try (JsonParser row = JSON.createParser(json)) {
            if (row.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            for (int i = 0; i < columns.size(); i++) {
                if (!row.nextFieldName(columns.get(i))) {
                    return false;
                }
                sql.append(before.get(i));
                append(row.nextToken(), row, sql);
            }
            sql.append(')');
            return row.nextToken() == JsonToken.END_OBJECT && row.nextToken() == null;
        }
    }

    private void appendByName(byte[] json, StringBuilder sql) throws IOException {
        Map<String, String> literals = literals(json);
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i).getValue();
            if (!nullable && !literals.containsKey(column)) {
                throw noValue(column);
            }
            sql.append(before.get(i)).append(literals.getOrDefault(column, NULL));
        }
        sql.append(')');
    }

    private Map<String, String> literals(byte[] json) throws IOException {
        Map<String, String> literals = new HashMap<>();
        try (JsonParser row = JSON.createParser(json)) {
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
            case VALUE_NULL -> appendNull(row.currentName(), sql);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> appendNumber(row.getText(), sql);
            case VALUE_TRUE, VALUE_FALSE -> sql.append(token.asString());
            default ->
                throw new DataException("found an object or a list in the field " + row.currentName()
                        + ", expected a text, a number, true, false or null");
        }
    }

    private void appendNull(String column, StringBuilder sql) {
        if (!nullable) {
            throw noValue(column);
        }
        sql.append(NULL);
    }

    private static DataException noValue(String column) {
        return new DataException("found no value in the field " + column + " of the key, expected one");
    }

    private static void appendNumber(String number, StringBuilder sql) {
        sql.append(number);
        if (number.length() > LONGEST_DECIMAL && number.indexOf('E') < 0 && number.indexOf('e') < 0) {
            sql.append("E0");
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
