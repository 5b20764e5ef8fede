package io.jststream.producer.poll;

import io.jststream.producer.api.Sleeper;
import io.jststream.producer.turn.Turn;

/** Sweeps one API again and again. Turns never overlap; a failed sweep is tried again at the next turn. */
public final class PollLoop {
    private final Turn sweep;
    private final Timetable timetable;
    private final Sleeper sleeper;

    public PollLoop(Turn sweep, Timetable timetable, Sleeper sleeper) {
        this.sweep = sweep;
        this.timetable = timetable;
        this.sleeper = sleeper;
    }

    // region poll-loop
    /** Runs until the sleeper throws, which it does as soon as the process is asked to stop. */
    public void run() throws InterruptedException {
        while (true) {
            if (timetable.left().isZero()) {
                timetable.ended(sweep.read(timetable.begin()));
            }
            sleeper.sleep(timetable.left());
        }
    }
    // endregion
}
