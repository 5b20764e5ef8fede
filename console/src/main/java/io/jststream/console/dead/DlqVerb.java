package io.jststream.console.dead;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.console.dead.Decision.State;
import io.jststream.console.verb.Answer;
import io.jststream.console.verb.Session;
import io.jststream.console.verb.TextTable;
import io.jststream.console.verb.Verb;
import io.jststream.integration.Integration;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.service.ExitCode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The dead letters as a queue of work: what is open, by rule and column. */
@Command(
        name = "dlq",
        description =
                "The dead letters that nobody has decided about, by rule and column: how many, how many the catalog's"
                        + " mapping would take now, and of how many the record has a later version.",
        synopsisSubcommandLabel = "[<verb>]",
        subcommands = {DlqExplainVerb.class, DlqRedriveVerb.class})
public final class DlqVerb implements Verb {
    /** How often a record may be sent round unless said otherwise. */
    static final int MOST_TIMES = 3;

    private static final int MOST_TEXT = 100;

    @Parameters(arity = "0..*", paramLabel = "<integration>", description = "Which ones; all where none is named.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "The parked, dropped and redriven ones too.")
    private boolean all;

    private record Group(String integration, String rule, String field, State state) {}

    /** Counts of the letters of a group, and the last one. */
    private static final class Sum {
        private int letters;
        private int pass;
        private int superseded;
        private Letter last;

        Sum(Letter first) {
            this.last = first;
        }

        void add(Letter letter, Prospect prospect) {
            letters++;
            pass += prospect == Prospect.PASSES ? 1 : 0;
            superseded += prospect == Prospect.SUPERSEDED ? 1 : 0;
            last = letter;
        }

        Instant at() {
            return last.at().truncatedTo(ChronoUnit.SECONDS);
        }
    }

    @Override
    public Answer run(Session session) {
        Map<Group, Sum> groups = new LinkedHashMap<>();
        long open = 0;
        KafkaClients clients = KafkaClients.of(session.settings().kafka());
        for (Integration integration : session.integrations(names)) {
            LetterQueue queue =
                    LetterQueue.read(clients, integration, all ? EnumSet.allOf(State.class) : EnumSet.of(State.OPEN));
            open += queue.open();
            Prospects prospects = Prospects.of(clients, integration, queue.letters(), MOST_TIMES);
            for (Letter letter : queue.letters()) {
                Group group = new Group(integration.name(), letter.rule(), letter.field(), queue.state(letter));
                groups.computeIfAbsent(group, first -> new Sum(letter)).add(letter, prospects.of(letter));
            }
        }
        return new Answer(ExitCode.OK, lines(groups, open), json(groups, open));
    }

    private static List<String> lines(Map<Group, Sum> groups, long open) {
        if (groups.isEmpty()) {
            return List.of("no dead letter is open");
        }
        List<List<String>> table = new ArrayList<>();
        table.add(List.of(
                "integration", "rule", "field", "state", "letters", "pass now", "newer", "last", "for example"));
        groups.forEach((group, sum) -> table.add(List.of(
                group.integration(),
                group.rule(),
                group.field().isEmpty() ? "-" : group.field(),
                group.state().label(),
                Integer.toString(sum.letters),
                Integer.toString(sum.pass),
                Integer.toString(sum.superseded),
                sum.at().toString(),
                sum.last.id() + " " + shortened(sum.last.reason()))));
        List<String> lines = new ArrayList<>(TextTable.of(table));
        lines.add(open + " open; ./jst dlq explain <integration> says what they mean, ./jst dlq redrive <integration>"
                + " sends those that pass now");
        return lines;
    }

    private static String shortened(String text) {
        return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "…";
    }

    private static ObjectNode json(Map<Group, Sum> groups, long open) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("open", open);
        json.putArray("groups");
        groups.forEach((group, sum) -> json.withArray("/groups")
                .addObject()
                .put("integration", group.integration())
                .put("rule", group.rule())
                .put("field", group.field())
                .put("state", group.state().label())
                .put("letters", sum.letters)
                .put("pass_now", sum.pass)
                .put("newer", sum.superseded)
                .put("last", sum.at().toString())
                .put("example", sum.last.id())
                .put("reason", sum.last.reason()));
        return json;
    }
}
