package io.jststream.transformer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.jststream.integration.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes columns as one JSON object: all of them, in the order of the catalog, null where the column is NULL. */
final class RowWriter {
    private static final JsonFactory JSON = JsonFactory.builder()
            // an emoji as its four bytes, not as two escapes
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    /** Room for most values and their names, so that the buffer seldom grows. */
    private static final int USUAL_BYTES = 40;

    private final List<ColumnMapper> columns;

    private RowWriter(List<ColumnMapper> columns) {
        this.columns = columns;
    }

    /** A writer of the columns for the values of that reader. */
    static RowWriter of(List<Column> columns, List<Column> key, FieldReader reader) {
        return new RowWriter(columns.stream()
                .map(column -> ColumnMapper.of(column, key.contains(column), reader))
                .toList());
    }

    /** The object's JSON; the first column that refuses its value ends it. */
    byte[] write(@Nullable SourceValue[] values) throws RefusedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(columns.size() * USUAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            for (ColumnMapper column : columns) {
                column.write(values, json);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }
}
