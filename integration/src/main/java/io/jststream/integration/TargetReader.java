package io.jststream.integration;

import static io.jststream.integration.IntegrationReader.names;
import static io.jststream.integration.IntegrationReader.optional;
import static io.jststream.integration.IntegrationReader.required;

import io.jststream.service.DidYouMean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code target} of a catalog file: the table, its key and its columns. */
final class TargetReader {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    /** Longest column comment that MySQL takes, in characters. */
    private static final int COMMENT_LENGTH = 1024;
    /** Bytes of one row, and of one index entry, that InnoDB takes. */
    private static final int ROW_BYTES = 65_535;

    private static final int INDEX_BYTES = 3072;

    private TargetReader() {}

    static Optional<Target> read(YamlNode node, List<String> sourceKey) {
        Map<String, YamlNode> keys = node.children(List.of("table", "key", "main_params"));
        Optional<String> table = required(node, keys, "table", "the name of the table")
                .flatMap(child ->
                        child.as("a table name: letters, digits and '_', at most 64", TargetReader::identifier));
        Set<String> declared = new LinkedHashSet<>();
        List<Column> columns = required(node, keys, "main_params", "the list of columns")
                .map(child -> columns(child, declared))
                .orElse(List.of());
        List<String> key = required(node, keys, "key", "the columns of the primary key")
                .map(child -> key(child, columns, declared, sourceKey))
                .orElse(List.of());
        return table.map(name -> new Target(name, key, columns));
    }

    /** The columns without an error; {@code declared} takes the names of all, so that one error does not cause another. */
    private static List<Column> columns(YamlNode node, Set<String> declared) {
        List<Column> columns = new ArrayList<>();
        for (YamlNode element : node.elements()) {
            column(element, declared).ifPresent(columns::add);
        }
        int bytes = columns.stream().mapToInt(column -> bytes(column.type())).sum();
        if (bytes > ROW_BYTES) {
            node.expected("columns of at most " + ROW_BYTES + " bytes together, as MySQL takes; these need " + bytes
                    + ": shorten a varchar (4 bytes a character)");
        }
        return columns;
    }

    private static Optional<Column> column(YamlNode node, Set<String> declared) {
        Map<String, YamlNode> keys = node.children(List.of("field", "value", "type", "required", "comment", "replace"));
        Optional<String> field = required(node, keys, "field", "the name of the column")
                .flatMap(child ->
                        child.as("a column name: letters, digits and '_', at most 64", TargetReader::identifier));
        field.filter(name -> !declared.add(name))
                .ifPresent(name -> node.expected("each column once; '" + name + "' stands twice"));
        Optional<Template> value = required(node, keys, "value", "a template such as \"{shop_id}\"")
                .flatMap(TargetReader::template);
        Optional<ColumnType> type =
                required(node, keys, "type", ColumnTypes.EXPECTED).flatMap(TargetReader::type);
        boolean required = optional(keys, "required")
                .flatMap(child -> child.as("true or false", TargetReader::bool))
                .orElse(false);
        String comment = optional(keys, "comment")
                .flatMap(child -> child.as(
                        "at most " + COMMENT_LENGTH + " characters",
                        text -> text.length() <= COMMENT_LENGTH ? text : null))
                .orElse("");
        Map<String, @Nullable String> replace =
                optional(keys, "replace").map(TargetReader::replace).orElse(Map.of());
        return field.isPresent() && value.isPresent() && type.isPresent()
                ? Optional.of(new Column(field.get(), value.get(), type.get(), required, comment, replace))
                : Optional.empty();
    }

    private static Optional<Template> template(YamlNode node) {
        Optional<String> text = node.text();
        try {
            return text.map(Template::of);
        } catch (IllegalArgumentException e) {
            node.expected("a template such as \"{shop_id}\": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<ColumnType> type(YamlNode node) {
        Optional<String> text = node.text();
        Optional<ColumnType> type = text.flatMap(ColumnTypes::parse);
        if (text.isPresent() && type.isEmpty()) {
            node.expectedOneOf(ColumnTypes.EXPECTED, ColumnTypes.candidates(text.get()));
        }
        return type;
    }

    private static Map<String, @Nullable String> replace(YamlNode node) {
        Map<String, @Nullable String> replace = new HashMap<>();
        node.entries().forEach((from, to) -> {
            if (to.isNull()) {
                replace.put(from, null);
            } else {
                to.text().ifPresent(text -> replace.put(from, text));
            }
        });
        return replace;
    }

    private static List<String> key(YamlNode node, List<Column> columns, Set<String> declared, List<String> sourceKey) {
        List<String> key = names(node, "a column of main_params");
        int bytes = 0;
        for (String name : key) {
            Optional<Column> column =
                    columns.stream().filter(c -> c.field().equals(name)).findFirst();
            if (!declared.contains(name)) {
                node.expected("columns of main_params; there is no '" + name + "'" + DidYouMean.hint(name, declared));
            }
            if (column.isEmpty()) {
                continue;
            }
            bytes += bytes(column.get().type());
            if (!column.get().required()) {
                node.expected("key columns that are required; '" + name + "' is not: give it required: true");
            }
            if (!sourceKey.isEmpty()
                    && !sourceKey.containsAll(column.get().value().fields())) {
                node.expected(
                        "key columns made of source.key " + sourceKey + " alone, so that a deletion finds its row; '"
                                + name + "' is " + column.get().value().text());
            }
        }
        if (bytes > INDEX_BYTES) {
            node.expected(
                    "key columns of at most " + INDEX_BYTES + " bytes together, as MySQL takes; these need " + bytes);
        }
        return key;
    }

    private static int bytes(ColumnType type) {
        return type instanceof ColumnType.Varchar varchar ? 4 * varchar.length() + 2 : 8;
    }

    private static @Nullable String identifier(String text) {
        return IDENTIFIER.matcher(text).matches() ? text : null;
    }

    private static @Nullable Boolean bool(String text) {
        return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
    }
}
