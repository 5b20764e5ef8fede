package io.jststream.console.dead;

import io.jststream.console.dead.Decision.State;
import io.jststream.integration.Integration;
import io.jststream.integration.Topics;
import io.jststream.producer.publish.History;
import io.jststream.producer.publish.KafkaClients;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The dead letters of an integration, each with what was last decided about it; the oldest first. Immutable. */
public final class LetterQueue {
    private final List<Letter> letters;
    private final Set<String> ids;
    private final Map<String, Decision> decisions;

    private LetterQueue(List<Letter> letters, Set<String> ids, Map<String, Decision> decisions) {
        this.letters = List.copyOf(letters);
        this.ids = Set.copyOf(ids);
        this.decisions = Map.copyOf(decisions);
    }

    /**
     * Reads them; a record that was refused again by a replay counts once, with what was last said of it. Of those in other states it
     * keeps what they are called by: their records can be more than there is memory.
     */
    public static LetterQueue read(KafkaClients clients, Integration integration, Set<State> states) {
        Map<String, Decision> before = decisions(clients, integration);
        Set<String> ids = new HashSet<>();
        Map<String, Letter> letters = new LinkedHashMap<>();
        History.read(clients, integration.topics().dead(), found -> {
            Letter letter = Letter.of(found);
            ids.add(letter.id());
            if (states.contains(state(before, letter.id()))) {
                letters.put(letter.id(), letter);
            }
        });
        // Somebody may have decided meanwhile.
        Map<String, Decision> decisions = ids.isEmpty() ? before : decisions(clients, integration);
        letters.keySet().removeIf(id -> !states.contains(state(decisions, id)));
        return new LetterQueue(List.copyOf(letters.values()), ids, decisions);
    }

    private static Map<String, Decision> decisions(KafkaClients clients, Integration integration) {
        Map<String, Decision> decisions = new HashMap<>();
        History.read(
                clients,
                Topics.DECISIONS,
                found -> Decision.of(found.value())
                        .filter(decision -> decision.integration().equals(integration.name()))
                        .ifPresent(decision -> decisions.put(decision.letter(), decision)));
        return decisions;
    }

    private static State state(Map<String, Decision> decisions, String id) {
        Decision decision = decisions.get(id);
        return decision == null ? State.OPEN : decision.state();
    }

    /** Those in the states that were asked for. */
    public List<Letter> letters() {
        return letters;
    }

    /** Whether there is one, in whatever state. */
    public boolean holds(String id) {
        return ids.contains(id);
    }

    /** What has become of one. */
    public State state(Letter letter) {
        return state(decisions, letter.id());
    }

    /** What was last decided about one. */
    public Optional<Decision> decision(Letter letter) {
        return Optional.ofNullable(decisions.get(letter.id()));
    }

    /** How many nobody has decided about, among all. */
    public long open() {
        return ids.stream().filter(id -> state(decisions, id) == State.OPEN).count();
    }
}
