package io.jststream.producer.sweep;

import io.jststream.producer.turn.Findings;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepReport.Departed;
import io.jststream.service.ExitCode;
import java.util.List;

/**
 * How a reading ended, and what has to be written because of it.
 *
 * @param state the reader's state from here on
 * @param gone keys of the records that are gone from now on
 */
record Ending(
        Outcome outcome, ExitCode exitCode, String reason, ReaderState state, List<String> gone, Departed departed) {
    Ending {
        gone = List.copyOf(gone);
    }

    static Ending complete(ReaderState state) {
        return new Ending(Outcome.COMPLETE, ExitCode.OK, "", state, List.of(), absent(state));
    }

    static Ending drifted(Findings findings, ReaderState state) {
        String reason = "the list moved while it was read: " + findings.text();
        return new Ending(Outcome.DRIFTED, ExitCode.FAILED, reason, state, List.of(), absent(state));
    }

    static Ending withheld(String reason, ReaderState state) {
        return new Ending(Outcome.WITHHELD, ExitCode.FAILED, reason, state, List.of(), absent(state));
    }

    static Ending failed(ExitCode exitCode, String reason, ReaderState state) {
        return new Ending(Outcome.FAILED, exitCode, reason, state, List.of(), absent(state));
    }

    static Ending abandoned(ReaderState state) {
        return new Ending(Outcome.ABANDONED, ExitCode.FAILED, "asked to stop", state, List.of(), absent(state));
    }

    private static Departed absent(ReaderState state) {
        return new Departed(0, 0, state.absences().sweeps().size());
    }
}
