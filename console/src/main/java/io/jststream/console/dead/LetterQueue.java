package io.jststream.console.dead;

import io.jststream.console.dead.Decision.State;
import io.jststream.integration.Integration;
import io.jststream.integration.Topics;
import io.jststream.producer.publish.History;
import io.jststream.producer.publish.KafkaClients;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The dead letters of an integration, each with what was last decided about it; the oldest first. Immutable. */
public final class LetterQueue {
    private final List<Letter> letters;
    private final Map<String, Decision> decisions;

    private LetterQueue(List<Letter> letters, Map<String, Decision> decisions) {
        this.letters = List.copyOf(letters);
        this.decisions = Map.copyOf(decisions);
    }

    /** Reads them; a record that was refused again by a replay counts once, with what was last said of it. */
    public static LetterQueue read(KafkaClients clients, Integration integration) {
        Map<String, Letter> letters = new LinkedHashMap<>();
        History.read(clients, integration.topics().dead(), found -> {
            Letter letter = Letter.of(found);
            letters.put(letter.id(), letter);
        });
        Map<String, Decision> decisions = new HashMap<>();
        if (!letters.isEmpty()) {
            History.read(
                    clients,
                    Topics.DECISIONS,
                    found -> Decision.of(found.value())
                            .filter(decision -> decision.integration().equals(integration.name()))
                            .ifPresent(decision -> decisions.put(decision.letter(), decision)));
        }
        return new LetterQueue(List.copyOf(letters.values()), decisions);
    }

    /** All of them. */
    public List<Letter> letters() {
        return letters;
    }

    /** What has become of one. */
    public State state(Letter letter) {
        return decision(letter).map(Decision::state).orElse(State.OPEN);
    }

    /** What was last decided about one. */
    public Optional<Decision> decision(Letter letter) {
        return Optional.ofNullable(decisions.get(letter.id()));
    }

    /** How many nobody has decided about. */
    public long open() {
        return letters.stream().filter(letter -> state(letter) == State.OPEN).count();
    }
}
