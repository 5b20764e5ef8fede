package io.jststream.producer.turn;

import io.jststream.producer.publish.Changes;
import io.jststream.service.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * What one sweep saw and did: an entry of the ledger.
 *
 * @param reread how many sweeps of this turn have drifted before it
 * @param resumed whether an earlier process had begun it
 * @param kind what the turn was for
 * @param calls calls made, failed attempts among them
 * @param waited time that the calls waited for the quota
 * @param exitCode how a process ends that was to do this sweep alone
 * @param reason why it did not complete, or nothing
 */
public record SweepReport(
        String account,
        String integration,
        String sweep,
        int reread,
        boolean resumed,
        Turn.Kind kind,
        Instant started,
        Instant ended,
        long calls,
        Duration waited,
        Seen seen,
        Departed departed,
        Outcome outcome,
        ExitCode exitCode,
        String reason) {
    /**
     * What became of the known records that it did not see.
     *
     * @param gone deleted, or marked where the catalog says so
     * @param held not gone yet although it is time: an operator has to release them
     * @param absent not there, and not gone yet; the held ones are among them
     */
    public record Departed(int gone, int held, int absent) {
        public static final Departed NONE = new Departed(0, 0, 0);
    }

    /**
     * The reason where a fault of the program ended it: the fault's class and place, not its message, which may quote a record. A JVM
     * leaves the place out of what it has thrown often.
     */
    public static String reason(RuntimeException fault) {
        String type = fault.getClass().getName();
        return "unexpected "
                + Arrays.stream(fault.getStackTrace())
                        .findFirst()
                        .map(place -> type + " at " + place)
                        .orElse(type);
    }

    /** Whether it was to read everything anew, or has done so because the reader is new. */
    public boolean repair() {
        return kind == Turn.Kind.REPAIR || (kind == Turn.Kind.FIRST && outcome.toTheEnd());
    }

    /** Records that the raw topic lacked or held with another content, where the turn was to find that out; else none. */
    public int mended() {
        return repair() && outcome != Outcome.WITHHELD
                ? records().added() + records().changed()
                : 0;
    }

    /** How long it took. */
    public Duration took() {
        return Duration.between(started, ended);
    }

    /** Pages read and published. */
    public int pages() {
        return seen.pages();
    }

    /** Records by what came of them. */
    public Changes records() {
        return seen.records();
    }
}
