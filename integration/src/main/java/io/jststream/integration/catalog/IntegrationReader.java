package io.jststream.integration.catalog;

import io.jststream.integration.Cron;
import io.jststream.integration.Integration;
import io.jststream.integration.Schedule;
import io.jststream.integration.Source;
import io.jststream.integration.SweepRules;
import io.jststream.integration.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one file of the catalog: which keys it may have, and what stands behind each. */
final class IntegrationReader {
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    static final Pattern PATH = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

    private IntegrationReader() {}

    /** The integration, or empty where the file has problems that leave nothing to build from. */
    static Optional<Integration> read(YamlNode root, String fileName) {
        Map<String, YamlNode> keys = root.children(List.of("name", "title", "source", "target"));
        Optional<String> name = required(root, keys, "name", "the name of the file without its ending")
                .flatMap(node -> node.as(
                        "'" + fileName + "', the name of the file: small letters, digits, '-' and '_'",
                        text -> text.equals(fileName) && NAME.matcher(text).matches() ? text : null));
        Optional<String> title =
                required(root, keys, "title", "what a person calls it").flatMap(YamlNode::text);
        Optional<Source> source =
                required(root, keys, "source", "where the records come from").flatMap(IntegrationReader::source);
        List<String> sourceKey = source.map(Source::key).orElse(List.of());
        boolean marks = source.map(Source::gone).map(Source.Gone::marks).orElse(false);
        Optional<Target> target =
                required(root, keys, "target", "the table").flatMap(node -> TargetReader.read(node, sourceKey, marks));
        return name.isPresent() && title.isPresent() && source.isPresent() && target.isPresent()
                ? Optional.of(new Integration(name.get(), title.get(), source.get(), target.get()))
                : Optional.empty();
    }

    private static Optional<Source> source(YamlNode node) {
        Map<String, YamlNode> keys = node.children(List.of(
                "api",
                "method",
                "request",
                "records",
                "key",
                "read",
                "rowversion",
                "window",
                "last_sync",
                "for_each",
                "every",
                "repair",
                "gone",
                "rules"));
        String way = optional(keys, "read").flatMap(YamlNode::written).orElse("");
        Optional<String> api = required(node, keys, "api", "the path of the API")
                .flatMap(child -> child.as(
                        "the path of the API, such as /open/shops/query", text -> text.startsWith("/") ? text : null));
        optional(keys, "method")
                .ifPresent(child ->
                        child.as("POST, the only method of this API", text -> "POST".equals(text) ? text : null));
        List<Source.RequestField> request = required(node, keys, "request", "the list of request parameters")
                .map(child -> RequestReader.read(child, api.orElse(""), way))
                .orElse(List.of());
        Optional<String> records = required(node, keys, "records", "where the list of records is, such as data.datas")
                .flatMap(child -> child.as("a dotted path such as data.datas", text -> matches(PATH, text)));
        List<String> key = required(node, keys, "key", "the fields that identify a record")
                .map(child -> names(child, "a field of the record"))
                .orElse(List.of());
        boolean sinceLastSync = request.stream().anyMatch(Source.RequestField::asksSinceLastSync);
        Optional<Source.Read> read = ReadReader.read(node, keys, key, sinceLastSync);
        Optional<Schedule> schedule =
                required(node, keys, "every", ScheduleReader.EXPECTED).flatMap(ScheduleReader::read);
        Optional<Cron> repair = optional(keys, "repair").flatMap(ScheduleReader::cron);
        Optional<Source.Gone> gone = optional(keys, "gone").map(child -> GoneReader.read(child, key));
        if (request.stream().anyMatch(Source.RequestField::moves)) {
            GoneReader.requireKeep(node, optional(keys, "gone"), gone.orElse(GoneReader.DEFAULT));
        }
        SweepRules rules = optional(keys, "rules").map(SweepRulesReader::read).orElse(SweepRules.NONE);
        return api.isPresent() && records.isPresent() && read.isPresent() && schedule.isPresent()
                ? Optional.of(new Source(
                        api.get(),
                        request,
                        records.get(),
                        key,
                        read.get(),
                        schedule.get(),
                        repair,
                        gone.orElse(GoneReader.DEFAULT),
                        rules))
                : Optional.empty();
    }

    /** A list of names, none of them twice and at least one. */
    static List<String> names(YamlNode node, String expectation) {
        List<String> names = new ArrayList<>();
        List<YamlNode> elements = node.elements();
        for (YamlNode element : elements) {
            element.as(expectation + ", each once", text -> names.contains(text) ? null : matches(PATH, text))
                    .ifPresent(names::add);
        }
        if (node.isList() && elements.isEmpty()) {
            node.expected("at least one name: " + expectation);
        }
        return names;
    }

    static Optional<YamlNode> required(YamlNode parent, Map<String, YamlNode> keys, String name, String expectation) {
        Optional<YamlNode> child = optional(keys, name);
        if (child.isEmpty()) {
            parent.missing(name, expectation);
        }
        return child;
    }

    static Optional<YamlNode> optional(Map<String, YamlNode> keys, String name) {
        return Optional.ofNullable(keys.get(name));
    }

    static @Nullable String matches(Pattern pattern, String text) {
        return pattern.matcher(text).matches() ? text : null;
    }
}
