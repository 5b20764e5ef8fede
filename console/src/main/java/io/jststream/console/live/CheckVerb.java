package io.jststream.console.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.console.verb.Answer;
import io.jststream.console.verb.Session;
import io.jststream.console.verb.TextTable;
import io.jststream.console.verb.Verb;
import io.jststream.integration.Integration;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether the catalog is right, and with {@code --live} whether everything that it needs can be reached. */
@Command(name = "check", description = "Is the catalog right? All problems of all files at once, with file and line.")
public final class CheckVerb implements Verb {
    private static final Pattern PLACE = Pattern.compile("(.+?\\.yaml):(\\d{1,9}): .*");

    @Option(
            names = "--live",
            description = "Also one signed call of the API, and whether Kafka, Connect and MySQL can be reached.")
    private boolean live;

    @Override
    public Answer run(Session session) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        try {
            List<Integration> catalog = session.catalog();
            findings.add(new Finding("catalog", ExitCode.OK, "ok: " + names(catalog)));
            catalog.stream()
                    .filter(integration -> integration.source().moves())
                    .forEach(integration -> findings.add(new Finding("catalog", ExitCode.OK, hint(integration))));
            if (live) {
                findings.addAll(new LiveChecks(session.settings(), catalog, session::sleep).all());
            }
        } catch (OperatorException e) {
            e.getMessage().lines().forEach(line -> findings.add(new Finding("catalog", e.exitCode(), line)));
        }
        return new Answer(exitCode(findings), lines(findings), json(findings));
    }

    private static String hint(Integration integration) {
        return "hint: the request of " + integration.name()
                + " moves with time and shows a part of the list: nothing is ever"
                + " deleted, and what changes outside of that part is missed; read: rowversion or read: window misses nothing"
                + " where the API has them";
    }

    private static String names(List<Integration> catalog) {
        return String.join(", ", catalog.stream().map(Integration::name).toList());
    }

    private static ExitCode exitCode(List<Finding> findings) {
        // What is wrong with a file or a setting is to be mended first, whatever else is away.
        List<ExitCode> order = List.of(ExitCode.OK, ExitCode.FAILED, ExitCode.ENVIRONMENT, ExitCode.BAD_CONFIGURATION);
        return findings.stream()
                .map(Finding::exitCode)
                .max(Comparator.comparing(order::indexOf))
                .orElse(ExitCode.OK);
    }

    /** A problem of a file stands at the beginning of its line, where editors look for file and line. */
    private static List<String> lines(List<Finding> findings) {
        if (!findings.get(0).ok()) {
            return findings.stream().map(finding -> "error: " + finding.text()).toList();
        }
        return TextTable.of(findings.stream()
                .map(finding -> List.of(finding.part(), (finding.ok() ? "" : "error: ") + finding.text()))
                .toList());
    }

    private static ObjectNode json(List<Finding> findings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("ok", findings.stream().allMatch(Finding::ok));
        ArrayNode list = json.putArray("findings");
        findings.forEach(finding -> {
            ObjectNode item = list.addObject()
                    .put("part", finding.part())
                    .put("ok", finding.ok())
                    .put("exitCode", finding.exitCode().number());
            Matcher place = PLACE.matcher(finding.text());
            if (!finding.ok() && place.matches()) {
                item.put("file", place.group(1)).put("line", Integer.parseInt(place.group(2)));
            }
            item.put("text", finding.text());
        });
        return json;
    }
}
