package io.jststream.integration.catalog;

import static io.jststream.integration.catalog.IntegrationReader.optional;

import io.jststream.integration.SweepRules;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code source.rules} of a catalog file: what a whole sweep has to look like. */
final class SweepRulesReader {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private SweepRulesReader() {}

    static SweepRules read(YamlNode node) {
        Map<String, YamlNode> keys = node.children(List.of("rows", "nulls", "values"));
        Map<String, YamlNode> rows = optional(keys, "rows")
                .map(child -> child.children(List.of("at least", "may fall")))
                .orElse(Map.of());
        int atLeast = optional(rows, "at least")
                .flatMap(child -> child.as(
                        "a whole number of records",
                        text -> NUMBER.matcher(text).matches() ? Integer.valueOf(text) : null))
                .orElse(0);
        Optional<Integer> mayFall = optional(rows, "may fall").flatMap(GoneReader::percent);
        Map<String, Integer> nulls = new LinkedHashMap<>();
        optional(keys, "nulls")
                .ifPresent(child -> fields(child)
                        .forEach((field, share) ->
                                GoneReader.percent(share).ifPresent(percent -> nulls.put(field, percent))));
        Map<String, Set<String>> values = new LinkedHashMap<>();
        optional(keys, "values")
                .ifPresent(child -> fields(child).forEach((field, list) -> values.put(field, texts(list))));
        SweepRules rules = new SweepRules(atLeast, mayFall, nulls, values);
        if (rules.isEmpty()) {
            node.expected("at least one rule: rows, nulls or values");
        }
        return rules;
    }

    /** The children of a mapping whose keys are fields of the record. */
    private static Map<String, YamlNode> fields(YamlNode node) {
        Map<String, YamlNode> fields = node.entries();
        fields.forEach((field, child) -> {
            if (!IntegrationReader.PATH.matcher(field).matches()) {
                child.expected("a field of the record as the key, such as shop_site or address.city");
            }
        });
        return fields;
    }

    private static Set<String> texts(YamlNode list) {
        Set<String> texts = new LinkedHashSet<>();
        List<YamlNode> elements = list.elements();
        elements.forEach(element -> element.text().ifPresent(texts::add));
        if (list.isList() && elements.isEmpty()) {
            list.expected("at least one value");
        }
        return texts;
    }
}
