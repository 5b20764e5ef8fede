package io.jststream.producer.sweep;

import io.jststream.integration.Integration;
import io.jststream.producer.publish.Cursors;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.producer.sweep.Absences.Hold;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The held sweeps of one integration, as an operator sees them. Orders go into {@code jst.cursors} under a key of their own:
 * a reader's state has one writer, the reader.
 */
public final class HeldSweeps {
    private final Integration integration;
    private final KafkaClients clients;

    public HeldSweeps(Integration integration, KafkaClients clients) {
        this.integration = integration;
        this.clients = clients;
    }

    /** What one account's reader holds. */
    private record Held(String account, String sweep, int records, boolean withheld) {}

    /**
     * Leaves an order for the reader, which looks for it at its next complete sweep.
     *
     * @param account whose, where several hold something
     * @return what has been ordered, for a person
     * @throws OperatorException where nothing is held, or it is not clear whose is meant
     */
    public String order(Order.Kind kind, Optional<String> account) {
        List<Held> all = held();
        List<Held> meant = all.stream()
                .filter(held -> account.map(held.account()::equals).orElse(true))
                .toList();
        if (meant.size() != 1) {
            throw unclear(all, meant, account);
        }
        Held held = meant.get(0);
        Cursors.write(clients, Cursors.order(held.account(), integration.name()), new Order(kind, held.sweep()).json());
        if (held.withheld()) {
            return integration.name() + " of account " + held.account() + ", withheld since sweep " + held.sweep()
                    + ": "
                    + switch (kind) {
                        case RELEASE -> "the next sweep is published although it breaks a rule";
                        case DROP -> "the next sweep is judged anew";
                    };
        }
        return integration.name() + " of account " + held.account() + ": " + held.records()
                + " records, held since sweep "
                + held.sweep()
                + switch (kind) {
                    case RELEASE ->
                        (integration.source().gone().marks() ? ", are marked" : ", are deleted")
                                + " after the next complete sweep, unless it sees them";
                    case DROP -> ", are kept after the next complete sweep, which begins to count their absence anew";
                };
    }

    private List<Held> held() {
        return Cursors.read(clients).states(integration.name()).entrySet().stream()
                .flatMap(entry -> held(entry.getKey(), StateJson.read(entry.getValue())).stream())
                .toList();
    }

    /** While sweeps are withheld, nothing else is decided. */
    private Optional<Held> held(String account, ReaderState state) {
        Absences absences = state.absences();
        return state.judged()
                .withheld()
                .map(sweep -> new Held(account, sweep, 0, true))
                .or(() -> absences.hold().map(hold -> new Held(account, hold.sweep(), records(absences, hold), false)));
    }

    private int records(Absences absences, Hold hold) {
        return absences.absentFor(integration.source().gone().afterSweeps() + hold.since())
                .size();
    }

    private OperatorException unclear(List<Held> all, List<Held> meant, Optional<String> account) {
        String accounts = all.stream().map(Held::account).collect(Collectors.joining(", "));
        String whose = account.map(name -> " of account '" + name + "'").orElse("");
        return new OperatorException(
                ExitCode.FAILED,
                meant.isEmpty()
                        ? "nothing is held of " + integration.name() + whose
                                + (all.isEmpty() ? "" : ", but of " + accounts)
                                + "; make sweeps shows how the last sweeps ended"
                        : "several accounts hold something of " + integration.name() + ": " + accounts
                                + "; name one of them (A=…)");
    }
}
