package io.jststream.producer.sweep;

import io.jststream.producer.publish.Changes;
import io.jststream.service.ExitCode;
import java.time.Duration;
import java.time.Instant;

/**
 * What one sweep saw and did: an entry of the ledger.
 *
 * @param calls calls made, failed attempts among them
 * @param waited time that the calls waited for the quota
 * @param pages pages read and published
 * @param exitCode how a process ends that was to do this sweep alone
 * @param reason why it did not complete, or nothing
 */
public record SweepReport(
        String account,
        String integration,
        String sweep,
        Instant started,
        Instant ended,
        long calls,
        Duration waited,
        int pages,
        Changes records,
        Outcome outcome,
        ExitCode exitCode,
        String reason) {
    /** How long it took. */
    public Duration took() {
        return Duration.between(started, ended);
    }
}
