package io.jststream.e2e.simulation;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Says once in a while how far a simulation has come, which may take an hour: in real time, which nothing else here knows. Thread-safe. */
final class Progress {
    /** For runs that are over before anybody looks. */
    static final Progress SILENT = new Progress(System.out, InstantSource.system(), Duration.ofDays(1));

    private final PrintStream out;
    private final InstantSource clock;
    private final Duration every;
    private final Instant started;
    private Instant said;

    /** @param every time between two lines, at least */
    Progress(PrintStream out, InstantSource clock, Duration every) {
        this.out = out;
        this.clock = clock;
        this.every = every;
        this.started = clock.instant();
        this.said = started;
    }

    /** A simulated day of a run is over. */
    synchronized void day(Size size, long seed, int day, long calls) {
        Instant now = clock.instant();
        if (Duration.between(said, now).compareTo(every) >= 0) {
            said = now;
            out.printf(
                    "%s, seed %d: day %d of %d, %d calls; %d s since the start%n",
                    size.name(),
                    seed,
                    day,
                    size.days(),
                    calls,
                    Duration.between(started, now).toSeconds());
        }
    }
}
