package io.jststream.integration.catalog;

import static io.jststream.integration.catalog.IntegrationReader.optional;
import static io.jststream.integration.catalog.IntegrationReader.required;

import io.jststream.integration.LastSync;
import io.jststream.integration.Source.ForEach;
import io.jststream.integration.Source.Read;
import io.jststream.service.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how an API is read: {@code read} of a catalog file, and the keys that belong to each way. */
final class ReadReader {
    private static final String WAYS = "sweep, rowversion or window";
    private static final Duration LONGEST_WINDOW = Duration.ofDays(7);
    private static final Duration LEAST_OVERLAP = Duration.ofMinutes(5);
    private static final Duration DEFAULT_LAG = Duration.ofMinutes(1);
    private static final Duration DEFAULT_HISTORY = Duration.ofDays(30);
    private static final Duration LONGEST_HISTORY = Duration.ofDays(36_500);

    private ReadReader() {}

    /** @param sinceLastSync whether {@code LAST_SYNC_TIME} stands in the request */
    static Optional<Read> read(
            YamlNode source, Map<String, YamlNode> keys, List<String> sourceKey, boolean sinceLastSync) {
        Optional<YamlNode> read = required(source, keys, "read", WAYS);
        String way = read.flatMap(YamlNode::text).orElse("");
        ForEach forEach =
                optional(keys, "for_each").map(node -> forEach(node, sourceKey)).orElse(ForEach.NOTHING);
        boolean sweep = way.equals("sweep");
        belongsTo(keys, "rowversion", way.equals("rowversion"), "read: rowversion");
        belongsTo(keys, "window", way.equals("window"), "read: window");
        belongsTo(keys, "last_sync", sinceLastSync, "a {{LAST_SYNC_TIME|datetime}} in source.request");
        belongsTo(keys, "for_each", !sweep, "read: rowversion or read: window");
        belongsTo(keys, "gone", sweep, "read: sweep, which alone shows that a record is gone");
        belongsTo(keys, "rules", sweep, "read: sweep, which alone can be judged as a whole");
        return switch (way) {
            case "sweep" -> Optional.of(new Read.Sweep(sinceLastSync ? lastSync(source, keys) : Optional.empty()));
            case "rowversion" -> Optional.of(rowversion(optional(keys, "rowversion"), forEach));
            case "window" -> Optional.of(window(optional(keys, "window"), forEach));
            default -> {
                read.ifPresent(node -> node.expectedOneOf(WAYS, List.of("sweep", "rowversion", "window")));
                yield Optional.empty();
            }
        };
    }

    private static void belongsTo(Map<String, YamlNode> keys, String key, boolean fits, String way) {
        if (!fits) {
            optional(keys, key).ifPresent(node -> node.expected("this key beside " + way));
        }
    }

    private static Read rowversion(Optional<YamlNode> node, ForEach forEach) {
        Map<String, YamlNode> keys =
                node.map(given -> given.children(List.of("parameter", "field"))).orElse(Map.of());
        return new Read.Rowversion(
                optional(keys, "parameter").flatMap(YamlNode::text).orElse("start_ts"),
                optional(keys, "field").flatMap(YamlNode::text).orElse("ts"),
                forEach);
    }

    private static Read window(Optional<YamlNode> node, ForEach forEach) {
        Map<String, YamlNode> keys = node.map(given -> given.children(List.of("longest", "overlap", "lag", "history")))
                .orElse(Map.of());
        Duration overlap = duration(keys, "overlap", LEAST_OVERLAP, LEAST_OVERLAP, LONGEST_WINDOW);
        return new Read.Window(
                duration(keys, "longest", LONGEST_WINDOW, LEAST_OVERLAP, LONGEST_WINDOW),
                overlap,
                duration(keys, "lag", DEFAULT_LAG, Duration.ofSeconds(1), LONGEST_WINDOW),
                duration(keys, "history", DEFAULT_HISTORY, Duration.ofSeconds(1), LONGEST_HISTORY),
                forEach);
    }

    /** Without a history nobody could say what the first reading asks for. */
    private static Optional<LastSync> lastSync(YamlNode source, Map<String, YamlNode> keys) {
        String expected = "how far before the first reading LAST_SYNC_TIME is, such as {history: 7d}";
        Optional<YamlNode> node = required(source, keys, "last_sync", expected);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        Map<String, YamlNode> inside = node.get().children(List.of("overlap", "history"));
        required(node.get(), inside, "history", "how far before the first reading LAST_SYNC_TIME is, such as 7d");
        return Optional.of(new LastSync(
                duration(inside, "overlap", LEAST_OVERLAP, LEAST_OVERLAP, LONGEST_WINDOW),
                duration(inside, "history", LONGEST_WINDOW, LEAST_OVERLAP, LONGEST_HISTORY)));
    }

    private static Duration duration(
            Map<String, YamlNode> keys, String name, Duration otherwise, Duration least, Duration most) {
        return optional(keys, name)
                .flatMap(node -> node.as(
                        "a duration from " + text(least) + " to " + text(most) + ", such as " + text(otherwise),
                        text -> {
                            Duration given = Settings.parseDuration(text).orElse(null);
                            return given != null && given.compareTo(least) >= 0 && given.compareTo(most) <= 0
                                    ? given
                                    : null;
                        }))
                .orElse(otherwise);
    }

    private static String text(Duration duration) {
        if (duration.toDays() > 0) {
            return duration.toDays() + "d";
        }
        return duration.toMinutes() > 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
    }

    private static ForEach forEach(YamlNode node, List<String> sourceKey) {
        Map<String, YamlNode> keys = node.children(List.of("field", "values"));
        Optional<String> field = required(node, keys, "field", "a request parameter such as wms_co_id")
                .flatMap(child -> child.as(
                        "a field of source.key: else the records of two values could not be told apart",
                        text -> sourceKey.contains(text) ? text : null));
        List<String> values = new ArrayList<>();
        required(node, keys, "values", "the parameter's values, such as [10001, 10002]")
                .map(YamlNode::elements)
                .orElse(List.of())
                .forEach(element -> element.as(
                                "a whole number, each once",
                                text -> text.matches("\\d{1,18}") && !values.contains(text) ? text : null)
                        .ifPresent(values::add));
        return field.isPresent() && !values.isEmpty() ? new ForEach(field.get(), values) : ForEach.NOTHING;
    }
}
