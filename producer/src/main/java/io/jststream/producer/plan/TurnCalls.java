package io.jststream.producer.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** How many calls the last turns took, as the ledger has it. */
public final class TurnCalls {
    /** Nothing is known: all is estimated. */
    public static final TurnCalls NONE = new TurnCalls(Map.of());

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> WHOLE = List.of("complete", "held");
    private static final int MOST_TURNS = 20;

    private final Map<Of, Deque<Long>> calls;

    private TurnCalls(Map<Of, Deque<Long>> calls) {
        this.calls = calls;
    }

    /**
     * What the last turns have taken.
     *
     * @param entries of the ledger, the newest last; what is no entry, or of no whole reading, says nothing
     */
    public static TurnCalls of(List<String> entries) {
        Map<Of, Deque<Long>> calls = new HashMap<>();
        for (String text : entries) {
            try {
                JsonNode entry = JSON.readTree(text);
                // The rest of a reading that another process had begun is less than a turn.
                if (WHOLE.contains(entry.path("outcome").asText())
                        && !entry.path("resumed").asBoolean()) {
                    Of of = new Of(
                            entry.path("account").asText(),
                            entry.path("integration").asText(),
                            entry.path("repair").asBoolean());
                    Deque<Long> last = calls.computeIfAbsent(of, key -> new ArrayDeque<>());
                    last.addLast(entry.path("calls").asLong());
                    if (last.size() > MOST_TURNS) {
                        last.removeFirst();
                    }
                }
            } catch (IOException notAnEntry) {
                // the ledger's readers show it; there is nothing to learn from it here
            }
        }
        return new TurnCalls(calls);
    }

    /** Calls of the last turn; nothing where there was none. */
    OptionalDouble last(String account, String integration) {
        return last(new Of(account, integration, false));
    }

    /** Calls of the last repair; nothing where there was none. */
    OptionalDouble lastRepair(String account, String integration) {
        return last(new Of(account, integration, true));
    }

    private OptionalDouble last(Of of) {
        Deque<Long> turns = turns(of);
        return turns.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(turns.getLast());
    }

    /** Calls of a turn, the last ones taken together: of a reading that is long where much has changed. */
    OptionalDouble usual(String account, String integration) {
        return turns(new Of(account, integration, false)).stream()
                .mapToDouble(Long::doubleValue)
                .average();
    }

    private Deque<Long> turns(Of of) {
        return calls.getOrDefault(of, new ArrayDeque<>());
    }

    /** Turns that can be compared: a repair takes more calls than a usual one. */
    private record Of(String account, String integration, boolean repair) {}
}
