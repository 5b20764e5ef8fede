package io.jststream.console.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.connect.CatalogNote;
import io.jststream.connect.plan.Difference;
import io.jststream.connect.plan.Remedy;
import io.jststream.console.verb.Answer;
import io.jststream.console.verb.Session;
import io.jststream.console.verb.Verb;
import io.jststream.integration.Integration;
import io.jststream.service.ExitCode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the live topics, tables and connectors what the catalog says, and says what is left. */
@Command(
        name = "apply",
        description =
                "Makes topics, then tables, then connectors what the catalog says. Drops, narrows and removes nothing"
                        + " without --approve. Exit code 1 where something is left that differs.")
public final class ApplyVerb implements Verb {
    @Parameters(paramLabel = "<integration>", description = "These alone; all of the catalog where none is named.")
    private List<String> names = List.of();

    @Option(names = "--approve", description = "Also what loses something: see plan for what that is.")
    private boolean approved;

    @Override
    public Answer run(Session session) throws InterruptedException {
        Plan before = Plan.of(session, names);
        List<Difference> deeds = Apply.deeds(before, approved);
        PlanTable.lines(deeds).forEach(session.notes()::println);
        List<Integration> integrations = session.integrations(names);
        new Apply(session.settings(), integrations).run(deeds);
        Plan left = deeds.isEmpty() ? before : Plan.of(session, names);
        List<Difference> leftOver =
                left.differences().stream().filter(Difference::counts).toList();
        // Of a file that was changed meanwhile there is more to do. What nobody has approved may stay, as make up lets
        // it.
        if (leftOver.stream().noneMatch(difference -> difference.remedy() == Remedy.APPLY)) {
            new CatalogNote(session.settings(), session.folder()).write(integrations);
        }
        return new Answer(
                leftOver.isEmpty() ? ExitCode.OK : ExitCode.FAILED, lines(deeds, leftOver), json(deeds, leftOver));
    }

    private static List<String> lines(List<Difference> deeds, List<Difference> left) {
        List<String> lines = new ArrayList<>();
        lines.add(deeds.isEmpty() ? "nothing to change" : deeds.size() + " difference(s) mended");
        if (deeds.stream().anyMatch(deed -> deed.what().startsWith("table "))) {
            lines.add("restart the transformer, and ./jst replay gives rows that exist what is new");
        }
        if (!left.isEmpty()) {
            lines.add("left:");
            lines.addAll(PlanTable.lines(left));
            lines.add(PlanTable.summary(left));
        }
        return lines;
    }

    private static ObjectNode json(List<Difference> deeds, List<Difference> left) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("changed", deeds.size());
        json.set("done", PlanTable.json(deeds));
        json.set("left", PlanTable.json(left));
        return json;
    }
}
