package io.jststream.transformer.replay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Divides the time that replays may take of the stream threads before new records have their turn, and hands on the turn to read
 * ahead. Stream threads share it, so it is synchronized.
 */
final class TimeShares {
    /** All replays together: a new record waits for no more than that. */
    private static final long ALL_NANOS = Duration.ofMillis(200).toNanos();

    private int replays;
    private @Nullable PartitionReplay turn;

    synchronized void join() {
        replays++;
    }

    synchronized void leave(PartitionReplay replay) {
        replays--;
        giveTurnBack(replay);
    }

    /** How long one replay may go on at a time. */
    synchronized long nanos() {
        return ALL_NANOS / Math.max(1, replays);
    }

    /** Whether this one may read ahead. */
    synchronized boolean takeTurn(PartitionReplay replay) {
        if (turn == null) {
            turn = replay;
        }
        return turn == replay;
    }

    synchronized void giveTurnBack(PartitionReplay replay) {
        if (turn == replay) {
            turn = null;
        }
    }
}
