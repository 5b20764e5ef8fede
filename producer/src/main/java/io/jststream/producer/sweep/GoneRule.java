package io.jststream.producer.sweep;

import io.jststream.integration.Source;
import io.jststream.producer.sweep.Absences.Hold;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides which absent records are gone. It is asked after complete and consistent sweeps only. */
final class GoneRule {
    private final Source.Gone gone;

    GoneRule(Source.Gone gone) {
        this.gone = gone;
    }

    /**
     * What follows from a sweep.
     *
     * @param gone records that are gone from now on
     * @param held records that should be gone and wait for an operator
     */
    record Decision(Absences absences, List<String> gone, int held) {}

    /**
     * @param absent known records that the sweep did not see
     * @param known how many records are known, the absent ones among them
     * @param order what an operator has ordered
     */
    Decision decide(Absences before, Collection<String> absent, int known, String sweep, Optional<Order> order) {
        Absences now = before.confirmed(absent);
        Set<String> released = new HashSet<>();
        Optional<Hold> hold = now.hold();
        if (hold.isPresent() && order.filter(hold.get()::isMeantBy).isPresent()) {
            // Only what was held when the operator looked: what has vanished since then waits for its own order.
            released.addAll(now.absentFor(gone.afterSweeps() + hold.get().since()));
            now = now.without(released::contains).withHold(Optional.empty());
            if (order.get().kind() == Order.Kind.DROP) {
                released.clear();
            }
        }
        List<String> due = now.absentFor(gone.afterSweeps());
        if (due.isEmpty()) {
            return new Decision(now.withHold(Optional.empty()), sorted(released), 0);
        }
        if (now.sweeps().size() > gone.most(known)) {
            Hold held = now.hold().orElse(new Hold(sweep, 0));
            return new Decision(now.withHold(Optional.of(held)), sorted(released), due.size());
        }
        released.addAll(due);
        return new Decision(now.without(due::contains).withHold(Optional.empty()), sorted(released), 0);
    }

    private static List<String> sorted(Set<String> keys) {
        return keys.stream().sorted().toList();
    }
}
