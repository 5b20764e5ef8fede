package io.jststream.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of the catalog that is filled from a record: text with {@code {field}} in it, where a field may be a dotted path.
 * Parsed once, when the catalog is loaded.
 *
 * @param text the template as written
 * @param parts literals and fields, in order
 */
public record Template(String text, List<Part> parts) {
    private static final Pattern FIELD = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*)}");

    public Template {
        parts = List.copyOf(parts);
    }

    /** A piece of a template. */
    public sealed interface Part {
        /** Text that stands for itself. */
        record Literal(String text) implements Part {}

        /** The value of a field; the path has one name or more. */
        record Field(List<String> path) implements Part {
            public Field {
                path = List.copyOf(path);
            }
        }
    }

    /** Parses a template; {@code IllegalArgumentException} says what is wrong with it. */
    public static Template of(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = FIELD.matcher(text);
        int end = 0;
        while (matcher.find()) {
            addLiteral(text.substring(end, matcher.start()), parts);
            parts.add(new Part.Field(List.of(matcher.group(1).split("\\."))));
            end = matcher.end();
        }
        addLiteral(text.substring(end), parts);
        return new Template(text, parts);
    }

    /** The dotted paths of all fields that this template reads. */
    public List<String> fields() {
        return parts.stream()
                .filter(Part.Field.class::isInstance)
                .map(part -> String.join(".", ((Part.Field) part).path()))
                .toList();
    }

    private static void addLiteral(String literal, List<Part> parts) {
        if (literal.contains("{") || literal.contains("}")) {
            throw new IllegalArgumentException(
                    "a brace without its partner or around something that is not a field name");
        }
        if (!literal.isEmpty()) {
            parts.add(new Part.Literal(literal));
        }
    }
}
