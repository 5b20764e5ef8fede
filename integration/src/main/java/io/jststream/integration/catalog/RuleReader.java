package io.jststream.integration.catalog;

import static io.jststream.integration.catalog.IntegrationReader.optional;
import static io.jststream.integration.catalog.IntegrationReader.required;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.jststream.integration.rule.FieldRule;
import io.jststream.integration.rule.Kind;
import io.jststream.integration.rule.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the rules of one column: {@code min: 0}, or {@code min: {value: 0, severity: warn}}. */
final class RuleReader {
    private static final int LONGEST_PATTERN = 500;
    private static final int MOST_VALUES = 1000;

    private final Kind kind;
    private final String type;
    private final List<FieldRule> rules = new ArrayList<>();

    /** A rule as it stands in the file: what it compares with, and what becomes of a record that breaks it. */
    private record Written(YamlNode value, Severity severity) {}

    private RuleReader(Kind kind, String type) {
        this.kind = kind;
        this.type = type;
    }

    static List<FieldRule> read(Map<String, YamlNode> keys, Kind kind, String type) {
        RuleReader reader = new RuleReader(kind, type);
        optional(keys, "required")
                .filter(RuleReader::isWarning)
                .ifPresent(node -> reader.rules.add(new FieldRule.Present(Severity.WARN)));
        Optional<FieldRule.Min> min = reader.written(keys, "min").flatMap(reader::min);
        Optional<FieldRule.Max> max = reader.written(keys, "max").flatMap(reader::max);
        min.ifPresent(reader.rules::add);
        max.ifPresent(reader.rules::add);
        if (min.isPresent() && max.isPresent() && !min.get().allows(max.get().bound())) {
            optional(keys, "max")
                    .ifPresent(node ->
                            node.expected("at least what min says, " + min.get().text()));
        }
        reader.written(keys, "pattern").flatMap(reader::pattern).ifPresent(reader.rules::add);
        reader.written(keys, "in").flatMap(reader::oneOf).ifPresent(reader.rules::add);
        return reader.rules;
    }

    /** Whether {@code required} only counts what is missing. */
    static boolean isWarning(YamlNode required) {
        return required.written().filter(Severity.WARN.label()::equals).isPresent();
    }

    private Optional<Written> written(Map<String, YamlNode> keys, String name) {
        return optional(keys, name).flatMap(node -> {
            if (!node.isMapping()) {
                return Optional.of(new Written(node, Severity.REJECT));
            }
            Map<String, YamlNode> parts = node.children(List.of("value", "severity"));
            Severity severity =
                    optional(parts, "severity").flatMap(RuleReader::severity).orElse(Severity.REJECT);
            return required(node, parts, "value", "what the rule compares with")
                    .map(value -> new Written(value, severity));
        });
    }

    /** What becomes of a record; the first one where the file says something else. */
    static Optional<Severity> severity(YamlNode node) {
        Optional<Severity> severity = node.text().flatMap(Severity::parse);
        if (severity.isEmpty()) {
            node.expectedOneOf(String.join(" or ", Severity.labels()), Severity.labels());
        }
        return severity;
    }

    private Optional<FieldRule.Min> min(Written rule) {
        return bound(rule.value())
                .map(bound ->
                        new FieldRule.Min(kind, bound, rule.value().written().orElse(""), rule.severity()));
    }

    private Optional<FieldRule.Max> max(Written rule) {
        return bound(rule.value())
                .map(bound ->
                        new FieldRule.Max(kind, bound, rule.value().written().orElse(""), rule.severity()));
    }

    private Optional<Object> bound(YamlNode node) {
        if (kind != Kind.NUMBER && kind != Kind.DATE) {
            node.expected("this rule in a column of numbers or dates; this one is " + type
                    + (kind == Kind.TEXT ? ": take pattern or in" : ""));
            return Optional.empty();
        }
        return node.as(kind.toString(), kind::parse);
    }

    private Optional<FieldRule> pattern(Written rule) {
        if (kind != Kind.TEXT) {
            rule.value().expected("this rule in a column of text; this one is " + type);
            return Optional.empty();
        }
        Optional<String> text = rule.value()
                .as(
                        "a regular expression of at most " + LONGEST_PATTERN + " characters",
                        written -> written.length() <= LONGEST_PATTERN ? written : null);
        try {
            return text.map(Pattern::compile).map(pattern -> new FieldRule.Matches(pattern, rule.severity()));
        } catch (PatternSyntaxException e) {
            rule.value()
                    .expected("a regular expression of RE2, such as \"[A-Z]{2}\\\\d+\", for the whole text: "
                            + e.getDescription());
            return Optional.empty();
        }
    }

    private Optional<FieldRule> oneOf(Written rule) {
        if (kind == Kind.JSON) {
            rule.value().expected("this rule in a column that is not " + type);
            return Optional.empty();
        }
        Set<Object> values = new LinkedHashSet<>();
        List<String> texts = new ArrayList<>();
        List<YamlNode> elements = rule.value().elements();
        for (YamlNode element : elements) {
            element.as(kind.toString(), kind::parse).ifPresent(value -> {
                values.add(value);
                element.written().ifPresent(texts::add);
            });
        }
        if (rule.value().isList() && (elements.isEmpty() || elements.size() > MOST_VALUES)) {
            rule.value().expected("1 to " + MOST_VALUES + " values");
        }
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(new FieldRule.OneOf(kind, values, texts, rule.severity()));
    }
}
