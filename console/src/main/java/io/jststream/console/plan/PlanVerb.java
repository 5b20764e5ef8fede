package io.jststream.console.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.console.verb.Answer;
import io.jststream.console.verb.Session;
import io.jststream.console.verb.Verb;
import io.jststream.service.ExitCode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What differs between the catalog and the live topics, tables and connectors. */
@Command(
        name = "plan",
        description =
                "What differs between the catalog and the live topics, tables and connectors, and what apply would do."
                        + " Exit code 1 where something differs.")
public final class PlanVerb implements Verb {
    @Parameters(paramLabel = "<integration>", description = "These alone; all of the catalog where none is named.")
    private List<String> names = List.of();

    @Override
    public Answer run(Session session) throws InterruptedException {
        Plan plan = Plan.of(session, names);
        List<String> lines = new ArrayList<>(PlanTable.lines(plan.differences()));
        lines.add(plan.isEmpty() ? "all is as the catalog has it" : PlanTable.summary(plan.differences()));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("same", plan.isEmpty());
        json.set("differences", PlanTable.json(plan.differences()));
        return new Answer(plan.isEmpty() ? ExitCode.OK : ExitCode.FAILED, lines, json);
    }
}
