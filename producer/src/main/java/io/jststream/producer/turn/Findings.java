package io.jststream.producer.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.producer.turn.Finding.Weight;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What one reading has found: how often, and on which pages or for which keys. Not thread-safe. */
public final class Findings {
    /** Pages and keys that the ledger names; the count beside them is complete. */
    private static final int MOST_NAMED = 20;
    /** Keys that a person is told in a sentence. */
    private static final int MOST_SAID = 3;

    private final Map<Finding, Found> found = new EnumMap<>(Finding.class);

    /** One sort of finding. */
    private record Found(int count, List<Integer> pages, Set<String> keys) {
        private static final Found NOTHING = new Found(0, List.of(), Set.of());

        private Found onPage(int more, int page) {
            List<Integer> all = new ArrayList<>(pages);
            all.add(page);
            return new Found(count + more, List.copyOf(all), keys);
        }

        private Found of(Collection<String> more) {
            Set<String> all = new TreeSet<>(keys);
            all.addAll(more);
            return new Found(all.size(), pages, all);
        }
    }

    /** Takes note of so many on a page; of none, nothing. */
    public void add(Finding finding, int count, int page) {
        if (count > 0) {
            found.merge(finding, Found.NOTHING.onPage(count, page), (old, one) -> old.onPage(count, page));
        }
    }

    /** Takes note of these keys, each of them once; of none, nothing. */
    public void add(Finding finding, Collection<String> keys) {
        if (!keys.isEmpty()) {
            found.merge(finding, Found.NOTHING.of(keys), (old, more) -> old.of(keys));
        }
    }

    /** Whether the reading cannot go on. */
    public boolean broken() {
        return found.keySet().stream().anyMatch(finding -> finding.weight() == Weight.BROKEN);
    }

    /** Whether these say that the list has moved, where those of the reading before say what this API is always like. */
    public boolean drift(Findings before) {
        return found.keySet().stream().anyMatch(finding -> switch (finding.weight()) {
            case BROKEN, MOVED -> true;
            case HABIT -> !same(finding, before);
            case HARMLESS -> false;
        });
    }

    private boolean same(Finding finding, Findings before) {
        return found.getOrDefault(finding, Found.NOTHING).equals(before.found.getOrDefault(finding, Found.NOTHING));
    }

    /** Whether the other reading has found the same in the same places. */
    public boolean sameAs(Findings other) {
        return found.equals(other.found);
    }

    /** How often. */
    public int count(Finding finding) {
        return found.getOrDefault(finding, Found.NOTHING).count();
    }

    /** For a person: {@code repeated_key 3 (page 2, 3), skipped_key 1 ({"shop_id":7})}. */
    public String text() {
        return found.entrySet().stream()
                .map(entry -> entry.getKey().text() + " " + entry.getValue().count() + where(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String where(Found found) {
        if (!found.pages().isEmpty()) {
            return found.pages().stream()
                    .limit(MOST_NAMED)
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ", " (page ", ")"));
        }
        return found.keys().isEmpty()
                ? ""
                : found.keys().stream().limit(MOST_SAID).collect(Collectors.joining(", ", " (", ")"));
    }

    /** As the ledger has it: {@code {"repeated_key":{"count":3,"pages":[2,3]}}}. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        found.forEach((finding, what) -> {
            ObjectNode entry = json.putObject(finding.text()).put("count", what.count());
            if (!what.pages().isEmpty()) {
                ArrayNode pages = entry.putArray("pages");
                what.pages().stream().limit(MOST_NAMED).forEach(pages::add);
            }
            if (!what.keys().isEmpty()) {
                ArrayNode keys = entry.putArray("keys");
                what.keys().stream().limit(MOST_NAMED).forEach(keys::add);
            }
        });
        return json;
    }

    /** What {@link #json} has written; a sort that this version does not know is left out. */
    public static Findings from(JsonNode json) {
        Findings findings = new Findings();
        for (Finding finding : Finding.values()) {
            JsonNode entry = json.path(finding.text());
            if (entry.isObject()) {
                List<Integer> pages = new ArrayList<>();
                entry.path("pages").forEach(page -> pages.add(page.asInt()));
                Set<String> keys = new TreeSet<>();
                entry.path("keys").forEach(key -> keys.add(key.asText()));
                findings.found.put(finding, new Found(entry.path("count").asInt(), List.copyOf(pages), keys));
            }
        }
        return findings;
    }
}
