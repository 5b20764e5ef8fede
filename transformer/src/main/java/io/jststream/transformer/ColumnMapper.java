package io.jststream.transformer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.jststream.integration.Column;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes one column of the values of a raw record: template, then {@code replace}, then {@code ""} → NULL, then the type. */
final class ColumnMapper {
    private final String field;
    private final SerializableString name;
    private final ValueTemplate template;
    private final Map<String, @Nullable String> replace;
    private final Conversion conversion;
    private final boolean required;

    private ColumnMapper(Column column, ValueTemplate template, boolean required) {
        this.field = column.field();
        this.name = new SerializedString(column.field());
        this.template = template;
        this.replace = column.replace();
        this.conversion = Conversion.to(column.type());
        this.required = required;
    }

    /** A column whose fields come from the reader. A column of the primary key is always required: MySQL has no NULL in a key. */
    static ColumnMapper of(Column column, boolean key, FieldReader reader) {
        return new ColumnMapper(column, ValueTemplate.of(column.value(), reader), column.required() || key);
    }

    /** Writes the column's name and value. */
    void write(@Nullable SourceValue[] values, JsonGenerator json) throws IOException, RefusedException {
        @Nullable SourceValue value = emptyIsNull(replaced(template.fill(values)));
        json.writeFieldName(name);
        if (value != null) {
            convert(value, json);
        } else if (required) {
            throw RefusedException.of(Rule.REQUIRED, "found no value, expected one in every record", null)
                    .at(field);
        } else {
            json.writeNull();
        }
    }

    private void convert(SourceValue value, JsonGenerator json) throws IOException, RefusedException {
        try {
            conversion.write(value, json);
        } catch (RefusedException e) {
            throw e.at(field);
        }
    }

    private @Nullable SourceValue replaced(@Nullable SourceValue value) {
        if (value == null || value.structured() || !replace.containsKey(value.text())) {
            return value;
        }
        String replacement = replace.get(value.text());
        return replacement == null ? null : SourceValue.text(replacement);
    }

    private static @Nullable SourceValue emptyIsNull(@Nullable SourceValue value) {
        return value == null || value.text().isEmpty() ? null : value;
    }
}
