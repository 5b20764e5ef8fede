package io.jststream.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.integration.Column;
import io.jststream.integration.Integration;
import io.jststream.integration.NestedList;
import io.jststream.service.Program;
import io.jststream.simulator.Simulator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares the tables of lists with the lines in what the simulator holds. The simulator makes its records anew whenever it starts,
 * so this says something about a run alone that found no data of an earlier one.
 *
 * @param fresh whether this run has
 */
record ListCheck(Optional<Simulator> simulator, boolean fresh, TableRows tables, Console console) {
    /** Whether all tables of the integration's lists are as they must be, or nothing is known of them, which is said. */
    boolean equal(Integration integration, Program.Stop stop) throws InterruptedException {
        boolean equal = true;
        for (NestedList list : integration.target().lists()) {
            Optional<List<ObjectNode>> records = records(integration);
            if (records.isPresent()) {
                equal &= equal(list, records.get(), stop);
            } else {
                console.notCompared(
                        list.target().table(),
                        simulator.isEmpty()
                                ? "what its records hold is known of the simulator alone"
                                : "the simulator has made its records anew since the first run; make clean, then once more");
            }
        }
        return equal;
    }

    private Optional<List<ObjectNode>> records(Integration integration) {
        return simulator
                .filter(unused -> fresh)
                .map(Simulator::tables)
                .flatMap(all -> all.at(integration.source().api())
                        .filter(name -> !all.endpoint(name).perWarehouse())
                        .map(name -> all.table(name).snapshot()));
    }

    private boolean equal(NestedList list, List<ObjectNode> records, Program.Stop stop) throws InterruptedException {
        ExpectedLines lines = new ExpectedLines(list);
        Map<String, Map<String, @Nullable String>> expected = lines.of(records);
        List<String> notCompared = list.target().columns().stream()
                .filter(column -> !lines.knows(column))
                .map(Column::field)
                .toList();
        Map<String, Map<String, @Nullable String>> rows =
                Watched.awaitRows(() -> rows(list, notCompared), expected::equals, stop);
        List<String> differences = Differences.between(expected, rows);
        String source = "the lines that the simulator holds";
        if (differences.isEmpty()) {
            console.equal(list.target().table(), rows.size(), source, notCompared);
        } else {
            console.differences(list.target().table(), differences, source);
        }
        return differences.isEmpty();
    }

    private Map<String, Map<String, @Nullable String>> rows(NestedList list, List<String> notCompared) {
        Map<String, Map<String, @Nullable String>> rows = tables.read(list.target());
        rows.values().forEach(row -> row.keySet().removeAll(notCompared));
        return rows;
    }
}
