package io.jststream.integration.catalog;

import static io.jststream.integration.catalog.IntegrationReader.matches;
import static io.jststream.integration.catalog.IntegrationReader.optional;
import static io.jststream.integration.catalog.IntegrationReader.required;

import io.jststream.integration.Column;
import io.jststream.integration.rule.Condition;
import io.jststream.integration.rule.Kind;
import io.jststream.integration.rule.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code target.conditions}: rules over several columns of a row. */
final class ConditionReader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final int MOST = 50;

    private ConditionReader() {}

    /** @param declared names of all columns; where one of them has an error, conditions cannot be judged */
    static List<Condition> read(YamlNode node, List<Column> columns, Set<String> declared) {
        Map<String, Kind> kinds = new HashMap<>();
        columns.forEach(column -> kinds.put(column.field(), column.kind()));
        boolean complete = kinds.keySet().containsAll(declared);
        List<Condition> conditions = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<YamlNode> elements = node.elements();
        for (YamlNode element : elements) {
            Map<String, YamlNode> keys = element.children(List.of("name", "check", "severity"));
            Optional<String> name = required(element, keys, "name", "what a dead letter and a metric call it")
                    .flatMap(child -> child.as(
                            "a name of small letters, digits and '_', each once",
                            text -> names.add(text) ? matches(NAME, text) : null));
            Optional<YamlNode> check = required(element, keys, "check", "a condition such as \"send_date >= created\"");
            Severity severity =
                    optional(keys, "severity").flatMap(RuleReader::severity).orElse(Severity.REJECT);
            if (complete) {
                check.flatMap(child -> condition(name.orElse("unnamed"), child, severity, kinds))
                        .ifPresent(conditions::add);
            }
        }
        if (elements.size() > MOST) {
            node.expected("at most " + MOST + " conditions");
        }
        return conditions;
    }

    private static Optional<Condition> condition(
            String name, YamlNode check, Severity severity, Map<String, Kind> kinds) {
        Optional<String> text = check.text();
        try {
            return text.map(written -> Condition.of(name, written, severity, kinds));
        } catch (IllegalArgumentException e) {
            check.expected("a condition such as \"send_date >= created\": " + e.getMessage());
            return Optional.empty();
        }
    }
}
