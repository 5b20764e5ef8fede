package io.jststream.integration.catalog;

import static io.jststream.integration.catalog.IntegrationReader.matches;
import static io.jststream.integration.catalog.IntegrationReader.optional;
import static io.jststream.integration.catalog.IntegrationReader.required;

import io.jststream.integration.Column;
import io.jststream.integration.NestedList;
import io.jststream.integration.Target;
import io.jststream.integration.expression.Variable;
import io.jststream.integration.rule.Condition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code target.lists}: lists in each record whose lines are rows of a table of their own. */
final class ListReader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    /** What the topics of an integration end with, and what letters are called by. */
    private static final Set<String> TAKEN = Set.of("raw", "dead", "sink", "typed", "other");

    private final List<Column> recordKey;
    private final List<NestedList> lists = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final List<List<String>> places = new ArrayList<>();

    private ListReader(List<Column> recordKey) {
        this.recordKey = List.copyOf(recordKey);
    }

    /** @param recordKey the key columns of the record's own table; empty where they have an error */
    static List<NestedList> read(YamlNode node, List<Column> recordKey) {
        ListReader reader = new ListReader(recordKey);
        node.elements().forEach(reader::add);
        return reader.lists;
    }

    private void add(YamlNode node) {
        Map<String, YamlNode> keys = node.children(List.of("name", "of", "table", "key", "main_params", "conditions"));
        Optional<String> name = required(node, keys, "name", "what its topic and connector are called after")
                .flatMap(child -> child.as(
                        "a name of small letters, digits, '-' and '_', each once and not one of "
                                + String.join(", ", TAKEN.stream().sorted().toList()),
                        this::name));
        Optional<List<String>> of = required(node, keys, "of", "where the list stands in a record, such as items")
                .flatMap(child -> child.as("a dotted path such as items", ListReader::path)
                        .flatMap(path -> place(child, path)));
        Optional<String> table = required(node, keys, "table", "the name of the table")
                .flatMap(child ->
                        child.as("a table name: letters, digits and '_', at most 64", ColumnReader::identifier));
        Set<String> declared = new LinkedHashSet<>();
        List<Column> columns = required(node, keys, "main_params", "the list of columns")
                .map(child -> columns(child, declared, of))
                .orElse(List.of());
        List<String> key = required(node, keys, "key", "the record's key columns and one of the line")
                .map(child -> key(child, columns, declared, of))
                .orElse(List.of());
        List<Condition> conditions = optional(keys, "conditions")
                .map(child -> ConditionReader.read(child, columns, declared))
                .orElse(List.of());
        if (name.isPresent() && of.isPresent() && table.isPresent()) {
            lists.add(new NestedList(name.get(), of.get(), new Target(table.get(), key, columns, conditions)));
        }
    }

    private @Nullable String name(String text) {
        return TAKEN.contains(text) || !names.add(text) ? null : matches(NAME, text);
    }

    private static @Nullable List<String> path(String text) {
        return matches(IntegrationReader.PATH, text) == null ? null : List.of(text.split("\\."));
    }

    private Optional<List<String>> place(YamlNode node, List<String> path) {
        for (List<String> other : places) {
            if (other.equals(path) || NestedList.holds(path, other) || NestedList.holds(other, path)) {
                node.expected(
                        "a list that no other one of target.lists holds or is; " + String.join(".", other) + " is one");
                return Optional.empty();
            }
        }
        places.add(path);
        return Optional.of(path);
    }

    private static List<Column> columns(YamlNode node, Set<String> declared, Optional<List<String>> of) {
        List<Column> columns = new ArrayList<>();
        for (YamlNode element : node.elements()) {
            Optional<Column> column = ColumnReader.read(element, declared, Variable.OF_A_LINE);
            column.ifPresent(columns::add);
            if (of.isPresent() && column.stream().flatMap(TargetReader::fields).anyMatch(of.get()::equals)) {
                element.expected("a field of the line, such as {" + String.join(".", of.get())
                        + ".name}; this is the list itself");
            }
        }
        TargetReader.checkRowBytes(node, columns);
        return columns;
    }

    private List<String> key(YamlNode node, List<Column> columns, Set<String> declared, Optional<List<String>> of) {
        List<String> names = TargetReader.key(node, columns, declared, List.of());
        List<Column> key = columns.stream()
                .filter(column -> names.contains(column.field()))
                .toList();
        // With an error in one of the columns, what is missing here may be the one.
        boolean complete = key.size() == names.size() && declared.size() == columns.size() && !names.isEmpty();
        if (!complete) {
            return names;
        }
        for (Column wanted : recordKey) {
            if (key.stream().noneMatch(column -> sameValue(column, wanted))) {
                node.expected("key columns of the record's table too, so that no two records share a line; none is \""
                        + wanted.value().text() + "\" as " + wanted.type().sql() + ", which '" + wanted.field()
                        + "' of target.key is");
            }
        }
        if (of.isPresent()
                && key.stream().flatMap(TargetReader::fields).noneMatch(path -> NestedList.holds(path, of.get()))) {
            node.expected("a key column made of a field of the line, such as \"{" + String.join(".", of.get())
                    + ".id}\", so that lines of a record differ");
        }
        return names;
    }

    private static boolean sameValue(Column one, Column other) {
        return one.value().parts().equals(other.value().parts())
                && one.type().equals(other.type())
                && one.replace().equals(other.replace());
    }
}
