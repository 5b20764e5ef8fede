package io.jststream.integration.scheme;

import io.jststream.integration.Column;
import io.jststream.integration.ColumnType;
import io.jststream.integration.Template;
import io.jststream.integration.Template.Format;
import io.jststream.integration.Template.Part.Field;
import io.jststream.integration.scheme.ColumnImport.Guess;
import java.util.List;
import java.util.Optional;

/**
 * The type of a column that a scheme does not give, since it calls nearly everything a string: what the delivered catalog says of
 * the field, else a text, which takes every value of the API but lists and objects.
 */
record TypeGuess(String api, KnownApis apis) {
    private static final ColumnType USUAL = new ColumnType.Varchar(255);
    /** Short enough that five of them fit into a primary key. */
    private static final ColumnType IN_A_KEY = new ColumnType.Varchar(128);

    private static final int ROW_BYTES = 65_535;
    private static final String CHECK = "compare with the table and with an answer of the API";

    Guess of(Template value, SchemeField field) {
        if (value.parts().size() != 1 || !(value.parts().get(0) instanceof Field part)) {
            return new Guess(USUAL, value.fields().isEmpty() ? "a constant" : "text put together", Optional.empty());
        }
        if (part.format() != Format.NONE) {
            ColumnType type = part.format() == Format.DATE ? new ColumnType.Date() : new ColumnType.Datetime(0);
            return new Guess(type, "what the template makes of it", Optional.empty());
        }
        if (apis.isList(api, part.path())) {
            return new Guess(new ColumnType.Json(), "", Optional.empty());
        }
        Optional<Column> known = apis.column(api, part);
        if (known.isPresent()) {
            return new Guess(
                    known.get().type(), apis.isOwn(api, known.get()) ? "" : "as in other lists; " + CHECK, known);
        }
        return switch (field.type()) {
            case "object", "array" -> new Guess(new ColumnType.Json(), "as the scheme says", Optional.empty());
            case "int" -> new Guess(new ColumnType.Bigint(), "as the scheme says; " + CHECK, Optional.empty());
            default -> new Guess(USUAL, "a guess; " + CHECK, Optional.empty());
        };
    }

    /** A type that a primary key can have. */
    static ColumnType ofKey(ColumnType type) {
        return type.equals(USUAL) || !type.fitsKey() ? IN_A_KEY : type;
    }

    /** The columns; those of the usual text are stored beside the row where they would not all fit into it. */
    List<Column> withinARow(List<Column> columns) {
        int bytes =
                columns.stream().mapToInt(column -> column.type().rowBytes()).sum();
        return bytes <= ROW_BYTES
                ? List.copyOf(columns)
                : columns.stream()
                        .map(column -> column.type().equals(USUAL) ? beside(column) : column)
                        .toList();
    }

    private static Column beside(Column column) {
        return new Column(
                column.field(),
                column.value(),
                new ColumnType.Text(),
                column.required(),
                column.comment(),
                column.replace(),
                column.nullIf(),
                column.onMisfit());
    }
}
