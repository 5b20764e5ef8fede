package io.jststream.console.dead;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jststream.console.dead.Decision.State;
import io.jststream.console.verb.Answer;
import io.jststream.console.verb.Session;
import io.jststream.console.verb.Verb;
import io.jststream.integration.Integration;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says of dead letters what becomes of them, where that moves no record: they are parked, dropped, or opened again. */
@Command
public final class DlqDecideVerb implements Verb {
    private final State state;
    private final Set<State> before;

    @Mixin
    private ChosenLetters chosen = new ChosenLetters();

    @Mixin
    private DecidedBy decided = new DecidedBy();

    @Option(names = "--all", description = "All of them, where nothing narrows them down.")
    private boolean all;

    /** @param before the states of the letters that it takes */
    public DlqDecideVerb(State state, Set<State> before) {
        this.state = state;
        this.before = Set.copyOf(before);
    }

    @Override
    public Answer run(Session session) {
        if (!all && !chosen.isNarrowed()) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    "which dead letters of " + chosen.integration()
                            + "? expected --id, --rule, --field, --key, --account, or --all");
        }
        Integration integration = session.integration(chosen.integration());
        KafkaClients clients = KafkaClients.of(session.settings().kafka());
        List<Letter> letters = chosen.of(clients, integration, LetterQueue.read(clients, integration, before));
        Instant now = Instant.now();
        Decisions.write(
                clients,
                letters.stream()
                        .map(letter ->
                                new Decision(integration.name(), letter.id(), state, now, decided.by(), decided.why()))
                        .toList());
        return new Answer(
                ExitCode.OK,
                List.of(letters.size() + " letter(s) " + state.label()),
                JsonNodeFactory.instance.objectNode().put(state.label(), letters.size()));
    }
}
