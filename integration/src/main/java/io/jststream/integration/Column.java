package io.jststream.integration;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One column of the table and where its value comes from.
 *
 * @param field name of the column
 * @param value template that is filled from the raw record
 * @param required whether a record without this value is refused
 * @param comment the column's comment in the table
 * @param replace source values (as text) that stand for another value, or for NULL; looked up before conversion
 */
public record Column(
        String field,
        Template value,
        ColumnType type,
        boolean required,
        String comment,
        Map<String, @Nullable String> replace) {
    public Column {
        replace = Collections.unmodifiableMap(new HashMap<String, @Nullable String>(replace));
    }
}
