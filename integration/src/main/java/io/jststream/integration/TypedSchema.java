package io.jststream.integration;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The Connect schema of a typed topic, as the JSON that Connect's {@code JsonConverter} takes in {@code schema.content}: the
 * records themselves carry no envelope.
 */
public final class TypedSchema {
    private TypedSchema() {}

    /** Schema of the record key: a struct of the key columns. */
    public static String key(Integration integration) {
        return struct(integration.topics().typed() + ".key", integration.keyColumns());
    }

    /** Schema of the record value: a struct of all columns. */
    public static String value(Integration integration) {
        return struct(integration.topics().typed(), integration.target().columns());
    }

    private static String struct(String name, List<Column> columns) {
        ObjectNode struct = JsonNodeFactory.instance.objectNode();
        struct.put("type", "struct").put("name", name).put("optional", false);
        ArrayNode fields = struct.putArray("fields");
        for (Column column : columns) {
            fields.addObject()
                    .put("field", column.field())
                    .put("type", type(column.type()))
                    .put("optional", !column.required());
        }
        return struct.toString();
    }

    /** A wall clock travels as text, so that no time zone between here and the table can shift it. */
    private static String type(ColumnType type) {
        return type instanceof ColumnType.Bigint ? "int64" : "string";
    }
}
