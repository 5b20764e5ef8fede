package io.jststream.integration;

import io.jststream.integration.expression.ColumnExpression;
import io.jststream.integration.expression.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value of the catalog that is filled from a record: text with {@code {field}} in it, where a field may be a dotted path.
 * {@code {{field}}} is the same, and may carry a format, {@code {{created|date}}}. Parsed once, when the catalog is loaded.
 *
 * @param text the template or the expression as written
 * @param parts literals and fields, in order
 */
public record Template(String text, List<Part> parts) {
    private static final String PATH = "[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*";
    private static final Pattern FIELD =
            Pattern.compile("\\{\\{(" + PATH + ")(?:\\|([A-Za-z]+))?}}|\\{(" + PATH + ")}");
    /** Names that a hosted scheme fills from its run and not from the record. */
    private static final Pattern OF_THE_RUN =
            Pattern.compile("CURRENT_TIME|LAST_SYNC_TIME|(?:DAYS|MINUTE|HOURE)_AGO_\\d+|PAGINATION_[A-Z_]+");

    public Template {
        parts = List.copyOf(parts);
    }

    /** How a date is written. */
    public enum Format {
        /** As it came. */
        NONE,
        /** {@code yyyy-MM-dd}. */
        DATE,
        /** {@code yyyy-MM-dd HH:mm:ss}. */
        DATETIME
    }

    /** A piece of a template. */
    public sealed interface Part {
        /** Text that stands for itself. */
        record Literal(String text) implements Part {}

        /** The value of a field; the path has one name or more. */
        record Field(List<String> path, Format format) implements Part {
            public Field {
                path = List.copyOf(path);
            }

            /** A field as it comes. */
            public Field(List<String> path) {
                this(path, Format.NONE);
            }
        }

        /** What an expression makes of fields; it stands alone. */
        record Computed(ColumnExpression expression) implements Part {}

        /** When the record counted as gone, which no catalog file can name: {@link Column#goneAt} alone is made of it. */
        record GoneAt() implements Part {}
    }

    /** Parses a template; {@code IllegalArgumentException} says what is wrong with it. */
    public static Template of(String text) {
        if (isOfPlatform(text)) {
            throw new IllegalArgumentException("an expression of that kind is not evaluated here; write it in CEL, as"
                    + " expression: in place of value:, or take the fields as columns and let a view of the database"
                    + " compute it");
        }
        List<Part> parts = new ArrayList<>();
        Matcher matcher = FIELD.matcher(text);
        int end = 0;
        while (matcher.find()) {
            addLiteral(text.substring(end, matcher.start()), parts);
            String path = matcher.group(1) == null ? matcher.group(3) : matcher.group(1);
            parts.add(new Part.Field(List.of(ofTheRecord(path).split("\\.")), format(matcher.group(2))));
            end = matcher.end();
        }
        addLiteral(text.substring(end), parts);
        return new Template(text, parts);
    }

    /** Whether it is an expression that 轻易云 evaluates. */
    static boolean isOfPlatform(String text) {
        return text.startsWith("_function ") || text.startsWith("_findCollection ");
    }

    /** A value that an expression makes; {@code IllegalArgumentException} says what is wrong with it. */
    public static Template ofExpression(String text, Set<Variable> variables) {
        return new Template(text, List.of(new Part.Computed(ColumnExpression.of(text, variables))));
    }

    /** The expression that makes the value; empty where fields and text alone do. */
    public Optional<ColumnExpression> expression() {
        return parts.size() == 1 && parts.get(0) instanceof Part.Computed computed
                ? Optional.of(computed.expression())
                : Optional.empty();
    }

    /** The dotted paths of all fields that this template reads. */
    public List<String> fields() {
        return parts.stream()
                .filter(Part.Field.class::isInstance)
                .map(part -> String.join(".", ((Part.Field) part).path()))
                .toList();
    }

    private static String ofTheRecord(String path) {
        if (OF_THE_RUN.matcher(path).matches()) {
            throw new IllegalArgumentException(path
                    + " is another at every run, so a replay would change every row; take a field of the record, or give"
                    + " the table a column of its own with DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP");
        }
        return path;
    }

    private static Format format(@Nullable String name) {
        if (name == null) {
            return Format.NONE;
        }
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "date" -> Format.DATE;
            case "datetime" -> Format.DATETIME;
            default ->
                throw new IllegalArgumentException("the format '" + name + "' is not known, date and datetime are");
        };
    }

    private static void addLiteral(String literal, List<Part> parts) {
        if (literal.contains("{") || literal.contains("}")) {
            throw new IllegalArgumentException(
                    literal.contains("|")
                            ? "a format stands in two pairs of braces, {{created|date}}"
                            : "a brace without its partner or around something that is not a field name");
        }
        if (!literal.isEmpty()) {
            parts.add(new Part.Literal(literal));
        }
    }
}
