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
    /** Connect's exact number; its converter takes a JSON number for it, whatever its {@code decimal.format} says. */
    private static final String DECIMAL = "org.apache.kafka.connect.data.Decimal";

    private TypedSchema() {}

    /** Schema of the record key: a struct of the key columns. */
    public static String key(Table table) {
        return struct(table.topic() + ".key", table.keyColumns());
    }

    /** Schema of the record value: a struct of all columns. */
    public static String value(Table table) {
        return struct(table.topic(), table.target().columns());
    }

    private static String struct(String name, List<Column> columns) {
        ObjectNode struct = JsonNodeFactory.instance.objectNode();
        struct.put("type", "struct").put("name", name).put("optional", false);
        ArrayNode fields = struct.putArray("fields");
        for (Column column : columns) {
            ObjectNode field = fields.addObject().put("field", column.field()).put("type", type(column.type()));
            if (column.type() instanceof ColumnType.Decimal decimal) {
                field.put("name", DECIMAL).put("version", 1);
                field.putObject("parameters").put("scale", Integer.toString(decimal.scale()));
            }
            field.put("optional", !column.required());
        }
        return struct.toString();
    }

    /** A wall clock, a day and JSON travel as text: no time zone and no second parser between here and the table. */
    private static String type(ColumnType type) {
        if (type instanceof ColumnType.Whole whole) {
            return "int" + whole.bits();
        }
        if (type instanceof ColumnType.Bool) {
            return "boolean";
        }
        if (type instanceof ColumnType.Decimal) {
            return "bytes";
        }
        return type instanceof ColumnType.Floating ? "double" : "string";
    }
}
