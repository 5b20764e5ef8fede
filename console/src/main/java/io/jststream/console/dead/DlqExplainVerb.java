package io.jststream.console.dead;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.console.dead.Decision.State;
import io.jststream.console.verb.Answer;
import io.jststream.console.verb.Session;
import io.jststream.console.verb.Verb;
import io.jststream.integration.Integration;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.service.ExitCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Dead letters one by one: what is wrong with them, in Chinese and English, and what would become of each now. */
@Command(
        name = "explain",
        description =
                "Open and parked dead letters: what is wrong, in Chinese and English, what to do, and what would become"
                        + " of each now.")
final class DlqExplainVerb implements Verb {
    @Mixin
    private ChosenLetters chosen = new ChosenLetters();

    @Option(names = "--most", paramLabel = "<n>", description = "Letters shown of each rule and column, 3 unless said.")
    private int most = 3;

    @Option(names = "--record", description = "The records too, as they came from the API.")
    private boolean record;

    @Override
    public Answer run(Session session) {
        Integration integration = session.integration(chosen.integration());
        KafkaClients clients = KafkaClients.of(session.settings().kafka());
        LetterQueue queue = LetterQueue.read(clients, integration, EnumSet.of(State.OPEN, State.PARKED));
        List<Letter> letters = chosen.of(clients, integration, queue);
        Prospects prospects = Prospects.of(clients, integration, letters, DlqVerb.MOST_TIMES);
        Map<String, List<Letter>> groups = new LinkedHashMap<>();
        letters.forEach(letter -> groups.computeIfAbsent(
                        letter.rule() + (letter.field().isEmpty() ? "" : ", " + letter.field()),
                        first -> new ArrayList<>())
                .add(letter));
        Explanations explanations = Explanations.load();
        List<String> lines = new ArrayList<>();
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        groups.forEach((group, ofGroup) -> {
            String rule = ofGroup.get(0).rule();
            lines.add(group + ": " + ofGroup.size() + " letter(s)");
            lines.add("  " + explanations.chinese(rule));
            lines.add("  " + explanations.english(rule));
            ObjectNode node = json.addObject()
                    .put("rule", rule)
                    .put("field", ofGroup.get(0).field())
                    .put("letters", ofGroup.size())
                    .put("zh", explanations.chinese(rule))
                    .put("en", explanations.english(rule));
            ofGroup.stream().limit(most).forEach(letter -> {
                lines.addAll(lines(letter, queue, prospects));
                node.withArray("/shown").add(json(letter, queue, prospects));
            });
            if (ofGroup.size() > most) {
                lines.add("  … and " + (ofGroup.size() - most) + " more; --most " + ofGroup.size() + " shows them");
            }
        });
        if (lines.isEmpty()) {
            lines.add("no such dead letter is open or parked");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("mapping", prospects.mapping());
        answer.set("groups", json);
        return new Answer(ExitCode.OK, lines, answer);
    }

    private List<String> lines(Letter letter, LetterQueue queue, Prospects prospects) {
        List<String> lines = new ArrayList<>();
        String account = prospects.account(letter);
        String mapping = letter.mapping().isEmpty() ? "" : ", mapping " + letter.mapping();
        lines.add("  " + letter.id() + "  key " + letter.key() + ", account "
                + (account.isEmpty() ? "unknown" : account) + ", refused "
                + letter.at() + mapping
                + (letter.redriven() > 0 ? ", sent back " + letter.redriven() + " time(s)" : ""));
        lines.add("    " + (letter.place().equals(letter.field()) ? "" : letter.place() + ": ") + letter.reason());
        lines.add("    now: " + prospects.of(letter).text()
                + prospects.refusal(letter).map(why -> " (" + why + ")").orElse(""));
        queue.decision(letter)
                .ifPresent(decision -> lines.add("    " + decision.state().label() + " " + decision.at() + " by "
                        + decision.by() + (decision.why().isEmpty() ? "" : ": " + decision.why())));
        if (record) {
            lines.add("    " + record(letter));
        }
        return lines;
    }

    private ObjectNode json(Letter letter, LetterQueue queue, Prospects prospects) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", letter.id())
                .put("state", queue.state(letter).label())
                .put("key", letter.key())
                .put("account", prospects.account(letter))
                .put("at", letter.at().toString())
                .put("place", letter.place())
                .put("reason", letter.reason())
                .put("mapping", letter.mapping())
                .put("redriven", letter.redriven())
                .put("now", prospects.of(letter).name().toLowerCase(Locale.ROOT));
        if (record) {
            node.put("record", record(letter));
        }
        return node;
    }

    private static String record(Letter letter) {
        byte[] value = letter.found().value();
        return value == null ? "no value: the record is gone at the source" : new String(value, StandardCharsets.UTF_8);
    }
}
