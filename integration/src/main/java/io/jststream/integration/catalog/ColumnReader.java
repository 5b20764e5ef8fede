package io.jststream.integration.catalog;

import static io.jststream.integration.catalog.IntegrationReader.optional;
import static io.jststream.integration.catalog.IntegrationReader.required;

import io.jststream.integration.Column;
import io.jststream.integration.ColumnType;
import io.jststream.integration.OnMisfit;
import io.jststream.integration.Template;
import io.jststream.integration.expression.ColumnExpression;
import io.jststream.integration.expression.Variable;
import io.jststream.integration.rule.FieldRule;
import io.jststream.integration.rule.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one column of a catalog file: its name, where its value comes from, its type, and what does not fit it. */
final class ColumnReader {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    /** Longest column comment that MySQL takes, in characters. */
    private static final int COMMENT_LENGTH = 1024;

    private static final List<String> KEYS = List.of(
            "field",
            "value",
            "expression",
            "type",
            "required",
            "comment",
            "replace",
            "null_if",
            "on_misfit",
            "min",
            "max",
            "pattern",
            "in");

    private ColumnReader() {}

    /**
     * The column, or empty where it has an error; {@code declared} takes its name even then.
     *
     * @param variables what an expression can read
     */
    static Optional<Column> read(YamlNode node, Set<String> declared, Set<Variable> variables) {
        Map<String, YamlNode> keys = node.children(KEYS);
        Optional<String> field = required(node, keys, "field", "the name of the column")
                .flatMap(child ->
                        child.as("a column name: letters, digits and '_', at most 64", ColumnReader::identifier));
        field.ifPresent(name -> declare(name, declared, node));
        Optional<Template> value = value(node, keys, variables);
        Optional<ColumnType> type =
                required(node, keys, "type", ColumnTypes.EXPECTED).flatMap(ColumnReader::type);
        boolean required = optional(keys, "required")
                .filter(child -> !RuleReader.isWarning(child))
                .flatMap(child -> child.as("true, false or warn", ColumnReader::bool))
                .orElse(false);
        String comment = optional(keys, "comment")
                .flatMap(child -> child.as(
                        "at most " + COMMENT_LENGTH + " characters",
                        text -> text.length() <= COMMENT_LENGTH ? text : null))
                .orElse("");
        Map<String, @Nullable String> replace =
                optional(keys, "replace").map(ColumnReader::replace).orElse(Map.of());
        Optional<Set<String>> nullIf = optional(keys, "null_if").map(ColumnReader::nullIf);
        if (field.isEmpty() || value.isEmpty() || type.isEmpty()) {
            return Optional.empty();
        }
        if (type.get() instanceof ColumnType.Json && value.get().parts().size() != 1) {
            node.expected("one field alone as the value of a json column, such as \"{items}\"");
        }
        optional(keys, "expression").ifPresent(child -> checkShape(child, value.get(), type.get()));
        OnMisfit onMisfit = optional(keys, "on_misfit")
                .flatMap(child -> onMisfit(child, type.get(), required))
                .orElse(OnMisfit.REJECT);
        List<FieldRule> rules =
                RuleReader.read(keys, Column.kind(type.get()), type.get().sql());
        return Optional.of(new Column(
                field.get(),
                value.get(),
                type.get(),
                required,
                comment,
                replace,
                nullIf.orElseGet(() -> Column.nullIf(type.get())),
                onMisfit,
                rules));
    }

    /** MySQL takes names that differ in capitals alone for the same. */
    private static void declare(String name, Set<String> declared, YamlNode node) {
        for (String other : declared) {
            if (other.equalsIgnoreCase(name)) {
                node.expected("each column once; '" + name + "' stands twice"
                        + (other.equals(name) ? "" : ", here and as '" + other + "'"));
            }
        }
        declared.add(name);
    }

    static @Nullable String identifier(String text) {
        return IDENTIFIER.matcher(text).matches() ? text : null;
    }

    private static Optional<Template> value(YamlNode node, Map<String, YamlNode> keys, Set<Variable> variables) {
        Optional<YamlNode> expression = optional(keys, "expression");
        if (expression.isEmpty()) {
            return required(node, keys, "value", "a template such as \"{shop_id}\"")
                    .flatMap(ColumnReader::template);
        }
        if (keys.containsKey("value")) {
            expression.get().expected("no value: beside an expression; a column is made by one of the two");
        }
        return expression.flatMap(child -> expression(child, variables));
    }

    private static Optional<Template> expression(YamlNode node, Set<Variable> variables) {
        Optional<String> text = node.text();
        try {
            return text.map(written -> Template.ofExpression(written, variables));
        } catch (IllegalArgumentException e) {
            node.expected("an expression such as \"raw.qty * raw.price\": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** What no record could make fit. */
    private static void checkShape(YamlNode node, Template value, ColumnType type) {
        ColumnExpression.Shape shape =
                value.expression().map(ColumnExpression::shape).orElse(ColumnExpression.Shape.ANY);
        Kind kind = Column.kind(type);
        if (shape == ColumnExpression.Shape.STRUCTURE && kind != Kind.JSON) {
            node.expected(
                    "an expression that makes one value, or a json column; this one makes a list or an object, and"
                            + " the column is " + type.sql());
        } else if (shape == ColumnExpression.Shape.TRUTH && (kind == Kind.NUMBER || kind == Kind.DATE)) {
            node.expected("an expression that makes " + kind
                    + "; this one makes true or false: write … ? 1 : 0, or make" + " the column a boolean");
        }
    }

    private static Optional<Template> template(YamlNode node) {
        if (node.isMapping()) {
            node.expected("a template in quotes, such as \"{shop_id}\"; without them a brace opens a mapping");
            return Optional.empty();
        }
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
            node.expectedOneOf(
                    ColumnTypes.EXPECTED + ColumnTypes.advice(text.get()), ColumnTypes.candidates(text.get()));
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

    private static Set<String> nullIf(YamlNode node) {
        Set<String> values = new HashSet<>();
        node.elements().forEach(element -> element.text().ifPresent(values::add));
        return values;
    }

    private static Optional<OnMisfit> onMisfit(YamlNode node, ColumnType type, boolean required) {
        // 'null' without quotes is YAML's null, and means the same here
        Optional<OnMisfit> onMisfit = node.written().flatMap(OnMisfit::parse);
        if (onMisfit.isEmpty()) {
            node.expectedOneOf(String.join(", ", OnMisfit.labels()), OnMisfit.labels());
        } else if (onMisfit.get() == OnMisfit.NULL && required) {
            node.expected("reject or truncate where required: true stands beside it");
        } else if (onMisfit.get() == OnMisfit.TRUNCATE && type.cuts().isEmpty()) {
            node.expected("reject or null; nothing can be cut off a " + type.sql());
        }
        return onMisfit;
    }

    private static @Nullable Boolean bool(String text) {
        return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
    }
}
