package io.jststream.console.diff;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.integration.Integration;
import io.jststream.transformer.mapping.TrialMapping.Result;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What another mapping would change: how many rows and which columns of each table first, then examples. Not thread-safe. */
public final class DiffReport {
    private final TableDiff rows;
    private final List<ListDiff> lists;
    private final List<String> refusals = new ArrayList<>();
    private final int shown;
    private long versions;
    private long refusedNow;
    private long refusedThen;
    private long newlyRefused;

    DiffReport(Integration live, Integration other, int shown) {
        this.shown = shown;
        rows = new TableDiff(shown);
        lists = ListDiff.of(live, other, shown);
    }

    /** A record of the raw topic. */
    void countVersion() {
        versions++;
    }

    /** What the mappings leave of a record; null where one refuses every version of it. */
    void compare(Result.@Nullable Row live, Result.@Nullable Row other) {
        boolean sameRow = live == null || other == null || Arrays.equals(live.key(), other.key());
        byte @Nullable [] now = live == null ? null : live.value();
        byte @Nullable [] then = other == null ? null : other.value();
        if (live != null && now != null) {
            if (other == null || !sameRow) {
                rows.kept(live.key());
            } else if (then == null) {
                rows.removed(live.key());
            } else {
                rows.compare(live.key(), now, then);
            }
        }
        if (other != null && then != null && (now == null || !sameRow)) {
            rows.added(other.key());
        }
        lists.forEach(list -> list.compare(live, other));
    }

    /** A record whose last version the running mapping refuses. */
    void refusedNow() {
        refusedNow++;
    }

    /** A record whose last version the other mapping refuses. */
    void refusedThen(byte @Nullable [] key, Result.Refused refused, boolean newly) {
        refusedThen++;
        if (!newly) {
            return;
        }
        newlyRefused++;
        if (refusals.size() < shown) {
            refusals.add((key == null ? "" : new String(key, StandardCharsets.UTF_8)) + ": "
                    + (refused.field() == null ? "" : refused.field() + ": ") + refused.reason());
        }
    }

    /** Whether the tables and the dead letters would be as they are. */
    public boolean same() {
        return rows.same() && lists.stream().allMatch(ListDiff::same) && newlyRefused == 0 && refusedNow == refusedThen;
    }

    /** For a person. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("raw records   " + versions);
        lines.add("rows          " + rows.sums());
        lines.add("dead letters  " + refusedNow + " now, " + refusedThen + " then");
        lines.addAll(rows.details(""));
        lists.forEach(list -> lines.addAll(list.lines()));
        refusals.forEach(refusal -> lines.add("  refused then: " + refusal));
        if (newlyRefused > refusals.size()) {
            lines.add("  … and " + (newlyRefused - refusals.size()) + " more refused then; --rows shows more of them");
        }
        return lines;
    }

    /** For a program. */
    public ObjectNode json() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("same", same()).put("records", versions);
        rows.addTo(answer);
        answer.put("refused_now", refusedNow).put("refused_then", refusedThen);
        ArrayNode ofLists = answer.putArray("lists");
        lists.forEach(list -> list.addTo(ofLists.addObject()));
        refusals.forEach(answer.putArray("newly_refused")::add);
        return answer;
    }
}
