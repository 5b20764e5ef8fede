package io.jststream.console.dead;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.connect.watch.Lag;
import io.jststream.console.dead.Decision.State;
import io.jststream.console.verb.Answer;
import io.jststream.console.verb.Session;
import io.jststream.console.verb.Verb;
import io.jststream.integration.Integration;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends dead letters through the mapping once more. */
@Command(
        name = "redrive",
        description =
                "Sends open dead letters through the mapping once more: those that the catalog's mapping takes now and"
                        + " whose record has no later version. Waits until they are mapped and says what came of it. Exit code 1"
                        + " where some stay.")
final class DlqRedriveVerb implements Verb {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(500);

    @Mixin
    private ChosenLetters chosen = new ChosenLetters();

    @Mixin
    private DecidedBy decided = new DecidedBy();

    @Option(names = "--parked", description = "The parked ones too.")
    private boolean parked;

    @Option(names = "--rate", paramLabel = "<n>", description = "At most so many records a second, 500 unless said.")
    private int rate = 500;

    @Option(
            names = "--times",
            paramLabel = "<n>",
            description = "How often a record may be sent back in all, 3 unless said.")
    private int times = DlqVerb.MOST_TIMES;

    @Option(names = "--dry-run", description = "Says what it would send, and sends nothing.")
    private boolean dry;

    @Override
    public Answer run(Session session) throws InterruptedException {
        if (rate < 1 || times < 1) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    "--rate " + rate + " --times " + times + ": expected whole numbers from 1 on");
        }
        Integration integration = session.integration(chosen.integration());
        KafkaClients clients = KafkaClients.of(session.settings().kafka());
        LetterQueue queue = LetterQueue.read(
                clients, integration, parked ? EnumSet.of(State.OPEN, State.PARKED) : EnumSet.of(State.OPEN));
        List<Letter> letters = chosen.of(clients, integration, queue);
        Prospects prospects = Prospects.of(clients, integration, letters, times);
        Map<Prospect, List<Letter>> sorted = new EnumMap<>(Prospect.class);
        letters.forEach(letter -> sorted.computeIfAbsent(prospects.of(letter), prospect -> new ArrayList<>())
                .add(letter));
        List<Letter> passing = sorted.getOrDefault(Prospect.PASSES, List.of());
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("letters", letters.size());
        List<String> lines = new ArrayList<>();
        boolean well = true;
        if (dry) {
            lines.add("would send " + passing.size() + " of " + letters.size() + " letter(s)");
            json.put("would_send", passing.size());
        } else {
            well = send(passing, letters.size(), integration, session, prospects, lines, json);
            close(sorted.getOrDefault(Prospect.SUPERSEDED, List.of()), integration, clients);
        }
        for (Prospect prospect : EnumSet.complementOf(EnumSet.of(Prospect.PASSES))) {
            int left = sorted.getOrDefault(prospect, List.of()).size();
            boolean closed = prospect == Prospect.SUPERSEDED;
            json.put(prospect.name().toLowerCase(Locale.ROOT), left);
            if (left > 0) {
                lines.add(
                        (closed ? (dry ? "would close: " : "closed: ") : "not sent: ") + left + ", " + prospect.text());
                well &= closed;
            }
        }
        return new Answer(well ? ExitCode.OK : ExitCode.FAILED, lines, json);
    }

    private boolean send(
            List<Letter> passing,
            int of,
            Integration integration,
            Session session,
            Prospects prospects,
            List<String> lines,
            ObjectNode json)
            throws InterruptedException {
        Redrive.Outcome outcome = Redrive.send(
                integration, session.settings(), passing, prospects, decided.by(), decided.why(), rate, session::sleep);
        boolean mapped = outcome.sent().isEmpty() || awaitMapped(integration, session);
        Set<String> sent = Set.copyOf(outcome.sent());
        LetterQueue queue =
                LetterQueue.read(KafkaClients.of(session.settings().kafka()), integration, EnumSet.noneOf(State.class));
        long again = sent.stream().filter(queue::holds).count();
        json.put("sent", sent.size())
                .put("mapped", mapped)
                .put("refused_again", again)
                .put("overtaken", outcome.overtaken().size());
        lines.add("sent " + sent.size() + " record(s) for "
                + (passing.size() - outcome.overtaken().size()) + " of " + of
                + " letter(s); " + again + " refused again"
                + (mapped ? "" : "; the transformer has not come to all of them after " + PATIENCE.toSeconds() + " s"));
        if (!outcome.overtaken().isEmpty()) {
            lines.add("not sent: " + outcome.overtaken().size()
                    + ", somebody was writing a later version at that moment; try again");
        }
        return mapped && again == 0 && outcome.overtaken().isEmpty();
    }

    /** Letters that need no work any more. */
    private void close(List<Letter> superseded, Integration integration, KafkaClients clients) {
        Instant now = Instant.now();
        Decisions.write(
                clients,
                superseded.stream()
                        .map(letter -> new Decision(
                                integration.name(),
                                letter.id(),
                                State.DROPPED,
                                now,
                                decided.by(),
                                Prospect.SUPERSEDED.text()))
                        .toList());
    }

    /** Waits until the transformer has read what is in the raw topic. */
    private static boolean awaitMapped(Integration integration, Session session) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            long waiting = Lag.of(session.settings(), List.of(integration)).stream()
                    .filter(lag -> lag.stage().equals("transformer"))
                    .mapToLong(Lag::records)
                    .sum();
            if (waiting == 0) {
                return true;
            }
            session.sleep(POLL);
        }
        return false;
    }
}
