package io.jststream.producer.sweep;

import io.jststream.integration.Integration;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.publish.RawTopic;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepReport.Departed;
import io.jststream.service.ExitCode;
import java.util.List;
import java.util.Optional;

/** What follows from a reading whose pages have all been read: whether it can be believed, and what is gone. */
final class Conclusion {
    /** Empty sweeps in a row from which on an empty list is believed. */
    private static final int BELIEVED_EMPTY = 2;

    private final Integration integration;
    private final RawTopic topic;
    private final KeyCheck keyCheck;
    private final GoneRule rule;

    Conclusion(Integration integration, JushuitanApi api, RawTopic topic) {
        this.integration = integration;
        this.topic = topic;
        this.keyCheck = new KeyCheck(integration.source(), api, topic);
        this.rule = new GoneRule(integration.source().gone());
    }

    /** @param before the reading before this one, which shows what this API is always like */
    Ending of(Reading reading, Reading before, ReaderState state) throws InterruptedException {
        // Where the request moves with time, nothing may just have happened in its range.
        boolean empty = reading.distinct() == 0
                && topic.knownKeys() > 0
                && !integration.source().moves();
        ReaderState now = state.after(topic::seen, empty);
        if (reading.findings().drift(before.findings())) {
            return Ending.drifted(reading.findings(), now);
        }
        if (reading.resumed()) {
            // What the first part saw, this process does not know: nothing follows from what it has not seen.
            return Ending.complete(now);
        }
        if (empty && now.emptySweeps() < BELIEVED_EMPTY) {
            return Ending.failed(
                    ExitCode.FAILED,
                    "page 1 is empty, and " + topic.knownKeys() + " records are known; that is believed when the next"
                            + " sweep finds the same",
                    now);
        }
        if (integration.source().gone().keeps()) {
            ReaderState kept = now.withAbsences(Absences.NONE);
            return Ending.complete(
                    integration.source().lastSync().isPresent() ? kept.withLastWhole(reading.begun()) : kept);
        }
        List<String> absent = keyCheck.absent(topic.unseen(), reading, () -> StateJson.write(now));
        ReaderState asked = now.withAbsences(now.absences().without(topic::seen));
        return reading.findings().drift(before.findings())
                ? Ending.drifted(reading.findings(), asked)
                : departures(reading, absent, asked);
    }

    private Ending departures(Reading reading, List<String> absent, ReaderState state) {
        int known = topic.knownKeys();
        Optional<Order> order =
                state.absences().hold().isPresent() ? topic.order().flatMap(Order::from) : Optional.empty();
        GoneRule.Decision decision = rule.decide(state.absences(), absent, known, reading.sweep(), order);
        Absences left = decision.absences();
        Optional<String> held = left.hold().map(hold -> held(hold, decision.held(), known));
        return new Ending(
                held.isPresent() ? Outcome.HELD : Outcome.COMPLETE,
                held.isPresent() ? ExitCode.FAILED : ExitCode.OK,
                held.orElse(""),
                state.withAbsences(left),
                decision.gone(),
                new Departed(
                        decision.gone().size(), decision.held(), left.sweeps().size()));
    }

    private String held(Absences.Hold hold, int held, int known) {
        return held + " of " + known
                + " known records have vanished, more than source.gone lets go in one sweep (at most: "
                + integration.source().gone().atMostPercent() + "%); nothing is "
                + (integration.source().gone().marks() ? "marked" : "deleted") + " since sweep " + hold.sweep()
                + ". If they are really gone: make release I=" + integration.name();
    }
}
