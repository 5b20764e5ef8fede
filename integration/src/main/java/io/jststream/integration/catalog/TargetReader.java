package io.jststream.integration.catalog;

import static io.jststream.integration.catalog.IntegrationReader.names;
import static io.jststream.integration.catalog.IntegrationReader.optional;
import static io.jststream.integration.catalog.IntegrationReader.required;

import io.jststream.integration.Column;
import io.jststream.integration.NestedList;
import io.jststream.integration.OnMisfit;
import io.jststream.integration.Target;
import io.jststream.integration.Template.Part;
import io.jststream.integration.expression.Variable;
import io.jststream.integration.rule.Condition;
import io.jststream.service.DidYouMean;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the {@code target} of a catalog file: the table, its key, its columns, and the lists in its records. */
final class TargetReader {
    /** Bytes of one row, and of one index entry, that InnoDB takes. */
    private static final int ROW_BYTES = 65_535;

    private static final int INDEX_BYTES = 3072;

    private TargetReader() {}

    /** @param marks whether the table gets {@link Column#goneAt} too */
    static Optional<Target> read(YamlNode node, List<String> sourceKey, boolean marks) {
        Map<String, YamlNode> keys = node.children(List.of("table", "key", "main_params", "conditions", "lists"));
        Optional<String> table = required(node, keys, "table", "the name of the table")
                .flatMap(child ->
                        child.as("a table name: letters, digits and '_', at most 64", ColumnReader::identifier));
        Set<String> declared = new LinkedHashSet<>();
        List<Column> columns = required(node, keys, "main_params", "the list of columns")
                .map(child -> columns(child, declared, marks))
                .orElse(List.of());
        List<String> key = required(node, keys, "key", "the columns of the primary key")
                .map(child -> key(child, columns, declared, sourceKey))
                .orElse(List.of());
        List<Condition> conditions = optional(keys, "conditions")
                .map(child -> ConditionReader.read(child, columns, declared))
                .orElse(List.of());
        List<NestedList> lists = optional(keys, "lists")
                .map(child -> ListReader.read(child, named(key, columns)))
                .orElse(List.of());
        optional(keys, "main_params").ifPresent(child -> refuseFieldsOfLines(child, columns, lists));
        return table.map(name -> new Target(name, key, columns, conditions, lists));
    }

    private static List<Column> named(List<String> key, List<Column> columns) {
        return columns.stream().filter(column -> key.contains(column.field())).toList();
    }

    /** Each record has many of them, or none. */
    private static void refuseFieldsOfLines(YamlNode node, List<Column> columns, List<NestedList> lists) {
        for (Column column : columns) {
            for (NestedList list : lists) {
                if (fields(column).anyMatch(path -> NestedList.holds(path, list.of()))) {
                    node.expected("fields of the record; '" + column.field() + "' is "
                            + column.value().text() + ", of a line of the list " + list.path()
                            + ": it belongs to the columns of target.lists '" + list.name() + "'");
                }
            }
        }
    }

    /** The paths of the fields that a column is made of. */
    static Stream<List<String>> fields(Column column) {
        return column.value().parts().stream()
                .filter(Part.Field.class::isInstance)
                .map(part -> ((Part.Field) part).path());
    }

    /** The columns without an error; {@code declared} takes the names of all, so that one error does not cause another. */
    private static List<Column> columns(YamlNode node, Set<String> declared, boolean marks) {
        List<Column> columns = new ArrayList<>();
        for (YamlNode element : node.elements()) {
            Optional<Column> column = ColumnReader.read(element, declared, Variable.OF_A_RECORD);
            column.ifPresent(columns::add);
            // MySQL takes names that differ in capitals alone for the same.
            if (marks && column.filter(TargetReader::isCalledGoneAt).isPresent()) {
                element.expected(
                        "a column of another name: '" + Column.GONE_AT + "' is the one in which source.gone marks");
            }
        }
        if (marks) {
            columns.add(Column.goneAt());
        }
        checkRowBytes(node, columns);
        return columns;
    }

    static void checkRowBytes(YamlNode node, List<Column> columns) {
        int bytes =
                columns.stream().mapToInt(column -> column.type().rowBytes()).sum();
        if (bytes > ROW_BYTES) {
            node.expected("columns of at most " + ROW_BYTES + " bytes together, as MySQL takes; these need " + bytes
                    + ": shorten a varchar (4 bytes a character)");
        }
    }

    private static boolean isCalledGoneAt(Column column) {
        return column.field().equalsIgnoreCase(Column.GONE_AT);
    }

    /** @param sourceKey what the key columns may be made of; empty where that does not matter */
    static List<String> key(YamlNode node, List<Column> columns, Set<String> declared, List<String> sourceKey) {
        List<String> key = names(node, "a column of main_params");
        int bytes = 0;
        boolean faultless = !key.isEmpty();
        for (String name : key) {
            Optional<Column> column =
                    columns.stream().filter(c -> c.field().equals(name)).findFirst();
            if (!declared.contains(name) && !declared.isEmpty()) {
                node.expected("columns of main_params; there is no '" + name + "'" + DidYouMean.hint(name, declared));
            }
            if (column.isEmpty()) {
                faultless = false;
                continue;
            }
            bytes += column.get().type().rowBytes();
            List<String> faults = faults(column.get(), sourceKey);
            faults.forEach(node::expected);
            faultless &= faults.isEmpty();
        }
        if (faultless) {
            sourceKey.forEach(field -> requireColumnOf(field, named(key, columns), node));
        }
        if (bytes > INDEX_BYTES) {
            node.expected(
                    "key columns of at most " + INDEX_BYTES + " bytes together, as MySQL takes; these need " + bytes);
        }
        return key;
    }

    /** Else two records whose keys differ are one row, and the deletion of one takes the other's. */
    private static void requireColumnOf(String field, List<Column> key, YamlNode node) {
        Part alone = new Part.Field(List.of(field.split("\\.")));
        if (key.stream()
                .noneMatch(column -> column.value().parts().equals(List.of(alone))
                        && column.replace().isEmpty())) {
            node.expected("key columns that tell apart whatever source.key does: one made of each field of it, as it"
                    + " comes, without replace:; none is \"{" + field + "}\"");
        }
    }

    /** What is wrong with one of the key columns by itself. */
    private static List<String> faults(Column column, List<String> sourceKey) {
        List<String> faults = new ArrayList<>();
        String name = "'" + column.field() + "'";
        if (column.value().expression().isPresent()) {
            faults.add(
                    "key columns made by value: of fields alone, so that a deletion, which has no record, finds its row; "
                            + name + " is an expression");
        }
        if (!column.required()) {
            faults.add("key columns that are required; " + name + " is not: give it required: true");
        }
        if (!column.type().fitsKey()) {
            faults.add("key columns of a type that MySQL can look up; " + name + " is "
                    + column.type().sql() + ": take a varchar or a whole number");
        }
        if (column.onMisfit() != OnMisfit.REJECT) {
            faults.add("key columns with on_misfit: reject; " + name + " has "
                    + column.onMisfit().label() + ", which would make one row of two records");
        }
        if (!sourceKey.isEmpty() && !sourceKey.containsAll(column.value().fields())) {
            faults.add("key columns made of source.key " + sourceKey + " alone, so that a deletion finds its row; "
                    + name + " is " + column.value().text());
        }
        return faults;
    }
}
