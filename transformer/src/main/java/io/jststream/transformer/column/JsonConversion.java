package io.jststream.transformer.column;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * A whole JSON value as the text of itself, without blanks between its parts and with its numbers as they stood. What the
 * database's own parser refuses is refused here: one such row would stop the sink.
 */
record JsonConversion() implements Conversion {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** MySQL takes 100 levels, MariaDB 32. */
    private static final int MOST_LEVELS = 31;

    /** Longest name in an object that MySQL takes, in bytes. */
    private static final int MOST_NAME_BYTES = 65_535;

    @Override
    public void write(SourceValue value, RowBuffer row) throws RefusedException {
        if (!value.writePlainJson(row, MOST_LEVELS)) {
            writeDecoded(value, row);
        }
    }

    private static void writeDecoded(SourceValue value, RowBuffer row) throws RefusedException {
        StringWriter copy = new StringWriter(value.text().length() + 2);
        try (JsonGenerator out = JSON.createGenerator(copy)) {
            if (value.kind() == SourceValue.Kind.TEXT) {
                out.writeString(whole(value.text(), value));
            } else {
                copy(value, out);
            }
        } catch (JsonProcessingException e) {
            throw refused(value, "JSON that can be read");
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
        row.writeText(copy.toString());
    }

    private static void copy(SourceValue value, JsonGenerator out) throws IOException, RefusedException {
        int level = 0;
        try (JsonParser in = JSON.createParser(value.text())) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                level += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (level > MOST_LEVELS) {
                    throw refused(value, "at most " + MOST_LEVELS + " levels");
                }
                copy(token, in, value, out);
            }
        }
    }

    private static void copy(JsonToken token, JsonParser in, SourceValue value, JsonGenerator out)
            throws IOException, RefusedException {
        switch (token) {
            case FIELD_NAME -> out.writeFieldName(name(in.currentName(), value));
            case VALUE_STRING -> out.writeString(whole(in.getText(), value));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(number(in.getText(), value));
            default -> out.copyCurrentEvent(in);
        }
    }

    private static String name(String name, SourceValue value) throws RefusedException {
        if (Characters.fitting(whole(name, value), MOST_NAME_BYTES) < name.length()) {
            throw refused(value, "names of at most " + MOST_NAME_BYTES + " bytes");
        }
        return name;
    }

    private static String whole(String text, SourceValue value) throws RefusedException {
        if (Characters.hasLoneSurrogate(text)) {
            throw refused(value, "whole characters, not half of a surrogate pair");
        }
        return text;
    }

    private static String number(String text, SourceValue value) throws RefusedException {
        if (Double.isInfinite(Double.parseDouble(text))) {
            throw refused(value, "numbers that a double can hold");
        }
        return text;
    }

    private static RefusedException refused(SourceValue value, String expected) {
        return RefusedException.of(Rule.JSON, value, expected);
    }
}
