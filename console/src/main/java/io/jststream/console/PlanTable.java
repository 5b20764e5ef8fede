package io.jststream.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jststream.connect.plan.Difference;
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
