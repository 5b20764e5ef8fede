package io.jststream.e2e.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jststream.e2e.simulation.Shown.Habits;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold after a sweep that says of itself that it was complete, judged by what the server has really answered. */
final class Promises {
    private static final Set<String> CONCLUDED = Set.of("complete", "held", "drifted");

    private final World world;
    private final Map<Long, JsonNode> table;
    private final int after;
    private final Tally tally;
    /** Sweeps that have not seen a closed shop, and when it was closed. */
    private final Map<Long, Missed> missed = new HashMap<>();
    /** Complete sweeps in which no page showed a shop that was there all the time and is not known. */
    private final Map<Long, Integer> hidden = new HashMap<>();
    /** Shops of which the topic has lost what it held, and when. */
    private final Map<Long, Instant> lost = new HashMap<>();
    /** Those of the reading before; nothing where they cannot be told. */
    private Optional<Habits> before = Optional.of(Habits.NONE);
    /** Whether the ledger has an entry of the reading under way. */
    private boolean entered;

    /** What an earlier process was shown of the reading that this one goes on with. */
    private Shown abandoned;

    private record Missed(Instant closed, int sweeps) {}

    Promises(World world, Map<Long, JsonNode> table, int after, Tally tally) {
        this.world = world;
        this.table = table;
        this.after = after;
        this.tally = tally;
        this.abandoned = new Shown(1);
    }

    /** @param begun what the process before has been shown of a reading that it did not end */
    void otherProcess(Shown begun) {
        before = Optional.of(Habits.NONE);
        abandoned = begun;
        entered = false;
    }

    /** A reading has ended. Of one whose entry has not been committed, the producer knows more than the ledger. */
    void readingEnds() {
        if (!entered) {
            before = Optional.empty();
        }
        entered = false;
    }

    /** The topic has lost a shop behind the producer's back. */
    void lost(long id, Instant at) {
        lost.put(id, at);
    }

    /** How many shops are lost. */
    int lost() {
        return lost.size();
    }

    /** Whether the shop was lost; from now on it is not. */
    boolean forgetLost(long id) {
        return lost.remove(id) != null;
    }

    /** A shop stands in the table. */
    void arrived(long id) {
        tally.count("lost records that came back", forgetLost(id) ? 1 : 0);
        Integer sweeps = hidden.remove(id);
        if (sweeps != null) {
            tally.count("hidden rows that the next sweep healed", sweeps == 1 ? 1 : 0);
            tally.count("hidden rows that another drift had hidden again", sweeps > 1 ? 1 : 0);
            tally.most("complete sweeps in which a row was hidden", sweeps);
        }
    }

    /** @param entry of the ledger, which has just been written */
    void ended(JsonNode entry, Shown shown) {
        String outcome = entry.path("outcome").asText();
        boolean resumed = entry.path("resumed").asBoolean();
        boolean whole = outcome.equals("complete") || outcome.equals("held");
        String sweep = entry.path("sweep").asText();
        entered = true;
        if (whole) {
            Map<Long, JsonNode> shops = shown.shops();
            Instant mends = entry.path("repair").asBoolean()
                    ? Instant.parse(entry.path("started").asText())
                    : Instant.MIN;
            whatWasShownIsThere(sweep, shops, mends);
            if (resumed) {
                whatIsNotReadAgainIsThere(sweep, shown);
            } else {
                nothingMoved(sweep, shown);
                whatIsKnownWasSeen(sweep, shown, shops);
                whatIsGoneIsDeleted(sweep, shown, outcome.equals("complete"));
                countHidden(shown, shops);
            }
        }
        before = CONCLUDED.contains(outcome) && !resumed ? Optional.of(shown.habits()) : Optional.empty();
    }

    /** @param mends losses before that are made good; of later ones a reading knows nothing */
    @SuppressWarnings("ReferenceEquality") // a quick look before a comparison that is slow
    private void whatWasShownIsThere(String sweep, Map<Long, JsonNode> shops, Instant mends) {
        shops.forEach((id, shop) -> {
            JsonNode row = table.get(id);
            boolean excused =
                    lost.containsKey(id) && !lost.getOrDefault(id, Instant.MIN).isBefore(mends);
            if (row != shop && !excused) {
                Violation.unless(shop.equals(row), sweep + " was complete; shop " + id + " was shown and is not there");
                // The same from here on: a comparison for each sweep would take most of the time.
                table.put(id, shop);
            }
        });
    }

    /** Pages that the reading did not begin with again must have been published by whoever read them. */
    @SuppressWarnings("ReferenceEquality") // a shop that was altered and altered back is another one
    private void whatIsNotReadAgainIsThere(String sweep, Shown shown) {
        abandoned
                .before(shown.firstPage())
                .forEach((id, shop) -> Violation.unless(
                        world.shop(id).filter(now -> now == shop).isEmpty()
                                || lost.containsKey(id)
                                || shop.equals(table.get(id)),
                        sweep + " was gone on with at page " + shown.firstPage() + "; shop " + id
                                + " of an earlier page is not there"));
    }

    private void nothingMoved(String sweep, Shown shown) {
        Violation.unless(shown.moves().isEmpty(), sweep + " says it was complete: " + shown.moves());
        before.ifPresent(habits -> Violation.unless(
                habits.equals(shown.habits()) || shown.habits().equals(Habits.NONE),
                sweep + " says it was complete: " + shown.habits() + ", before it " + habits));
    }

    private void whatIsKnownWasSeen(String sweep, Shown shown, Map<Long, JsonNode> shops) {
        if (shown.lied()) {
            tally.count("complete sweeps to which the API lied about a shop that was asked for");
            return;
        }
        for (Long id : table.keySet()) {
            Violation.unless(
                    shops.containsKey(id) || !world.has(id) || world.since(id).isAfter(shown.started()),
                    sweep + " was complete; known shop " + id + " was there all the time and not seen");
        }
    }

    private void whatIsGoneIsDeleted(String sweep, Shown shown, boolean complete) {
        missed.keySet().removeIf(id -> !table.containsKey(id) || world.has(id));
        for (Long id : table.keySet()) {
            Instant closed = world.since(id);
            if (!world.has(id) && !closed.isAfter(shown.started())) {
                Missed now = missed.merge(
                        id,
                        new Missed(closed, 1),
                        (old, one) -> old.closed().equals(closed) ? new Missed(closed, old.sweeps() + 1) : one);
                Violation.unless(
                        !complete || now.sweeps() < after,
                        sweep + " was complete, and the " + now.sweeps() + ". without shop " + id
                                + ", which is not deleted");
            }
        }
    }

    /** The one drift that nothing can show: of a shop that was never seen, no page shows where it was skipped. */
    private void countHidden(Shown shown, Map<Long, JsonNode> shops) {
        hidden.keySet().removeIf(id -> !world.has(id));
        world.shops().keySet().forEach(id -> {
            if (!table.containsKey(id)
                    && !shops.containsKey(id)
                    && !world.since(id).isAfter(shown.started())) {
                hidden.merge(id, 1, Integer::sum);
                tally.count("times that a complete sweep did not show a new row");
            }
        });
    }
}
