package io.jststream.producer.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.jststream.integration.SweepRules;
import io.jststream.producer.publish.Canonical;
import io.jststream.producer.publish.Origin;
import io.jststream.producer.publish.PageContent;
import io.jststream.producer.publish.RawTopic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One sweep that is judged as a whole by the catalog's rules before anything of it is published: until then it is kept here, as far as
 * it is new or changed. Not thread-safe.
 */
final class Judgement {
    /** Values that a message shows. */
    private static final int SHOWN = 5;

    private final SweepRules rules;
    private final int before;
    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<String, Integer> nulls = new LinkedHashMap<>();
    private final Map<String, Set<String>> others = new LinkedHashMap<>();
    private int records;

    /** A page that waits. */
    record Waiting(PageContent content, Origin origin) {}

    /** @param before records of the sweep that was published last */
    Judgement(SweepRules rules, int before) {
        this.rules = rules;
        this.before = before;
    }

    /** Takes the next page. */
    void take(List<byte[]> page, PageContent content, Origin origin, RawTopic topic) {
        waiting.add(new Waiting(content, origin));
        for (byte[] raw : page) {
            records++;
            JsonNode shown = Canonical.parse(raw);
            rules.nullsPercent()
                    .keySet()
                    .forEach(field -> nulls.merge(field, isNull(at(shown, field)) ? 1 : 0, Integer::sum));
            rules.values().forEach((field, allowed) -> {
                JsonNode value = at(shown, field);
                if (!isNull(value) && !allowed.contains(value.asText())) {
                    others.computeIfAbsent(field, first -> new TreeSet<>()).add(value.asText());
                }
            });
        }
    }

    /** What is wrong with the sweep, for a person; empty where nothing is. */
    List<String> broken(int distinct) {
        List<String> broken = new ArrayList<>();
        if (distinct < rules.atLeast()) {
            broken.add("rows: found " + distinct + ", expected at least " + rules.atLeast());
        }
        rules.mayFallPercent().ifPresent(percent -> {
            if (distinct * 100L < before * (100L - percent)) {
                broken.add("rows: found " + distinct + " instead of " + before + ", expected at most " + percent
                        + "% fewer");
            }
        });
        nulls.forEach((field, found) -> {
            int allowed = rules.nullsPercent().getOrDefault(field, 100);
            if (found * 100L > (long) records * allowed) {
                broken.add("nulls: " + found + " of " + records + " records have no " + field + ", expected at most "
                        + allowed + "%");
            }
        });
        others.forEach((field, found) -> broken.add("values: found "
                + String.join(
                        ", ",
                        found.stream()
                                .limit(SHOWN)
                                .map(value -> "'" + value + "'")
                                .toList())
                + (found.size() > SHOWN ? " and " + (found.size() - SHOWN) + " more" : "") + " as " + field
                + ", expected one of those that are listed"));
        return broken;
    }

    /** The pages, in their order. */
    List<Waiting> waiting() {
        return waiting;
    }

    private static JsonNode at(JsonNode record, String field) {
        JsonNode found = record;
        for (String step : field.split("\\.")) {
            found = found.path(step);
        }
        return found;
    }

    private static boolean isNull(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isEmpty());
    }
}
