package io.jststream.console.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jststream.connect.plan.Difference;
import io.jststream.connect.plan.Remedy;
import io.jststream.console.verb.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Differences for a person, one a line, and for a program. */
final class PlanTable {
    private PlanTable() {}

    static List<String> lines(List<Difference> differences) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("what", "live", "catalog", "apply"));
        differences.forEach(difference ->
                rows.add(List.of(difference.what(), difference.live(), difference.wanted(), difference.deed())));
        return rows.size() == 1 ? List.of() : TextTable.of(rows);
    }

    /** How many there are, and who does something about them. */
    static String summary(List<Difference> differences) {
        long applied = count(Remedy.APPLY, differences);
        long approved = count(Remedy.APPROVE, differences);
        long byHand = count(Remedy.HAND, differences);
        List<String> parts = new ArrayList<>();
        if (applied > 0) {
            parts.add("./jst apply mends " + applied);
        }
        if (approved > 0) {
            parts.add("./jst apply --approve " + (applied > 0 ? approved + " more" : "mends " + approved)
                    + ": look first at what that may lose");
        }
        if (byHand > 0) {
            parts.add(byHand + " for a person");
        }
        return differences.size() + " difference(s); "
                + String.join("; ", parts.isEmpty() ? List.of("none to mend") : parts);
    }

    private static long count(Remedy remedy, List<Difference> differences) {
        return differences.stream()
                .filter(difference -> difference.remedy() == remedy)
                .count();
    }

    static ArrayNode json(List<Difference> differences) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        differences.forEach(difference -> list.addObject()
                .put("what", difference.what())
                .put("live", difference.live())
                .put("wanted", difference.wanted())
                .put("remedy", difference.remedy().name().toLowerCase(Locale.ROOT))
                .put("apply", difference.deed()));
        return list;
    }
}
