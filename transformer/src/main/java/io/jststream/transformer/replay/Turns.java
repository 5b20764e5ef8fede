package io.jststream.transformer.replay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: of the replays of a stream thread one goes on at a time, and then what is new has the thread; of all replays of
 * the process one reads ahead. Thread-safe.
 */
final class Turns {
    /** A new record waits no longer than that for a replay. */
    static final Duration LONGEST = Duration.ofMillis(200);
    /**
     * What is new has at least so long after each turn. Kafka Streams maps one record of a task after a turn, then two, three and so
     * on, which comes to a few thousand in that time.
     */
    private static final long REST_NANOS = Duration.ofMillis(20).toNanos();

    private final LongSupplier nanoTime;
    private final ThreadLocal<OfThread> threads = ThreadLocal.withInitial(OfThread::new);
    private @Nullable PartitionReplay readsAhead;

    private static final class OfThread {
        private final Queue<PartitionReplay> replays = new ArrayDeque<>();
        private @Nullable Long ended;
    }

    /** @param nanoTime as {@link System#nanoTime()} */
    Turns(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether this one may read ahead, and have turns from now on. */
    synchronized boolean begin(PartitionReplay replay) {
        if (readsAhead != null) {
            return false;
        }
        readsAhead = replay;
        join(replay);
        return true;
    }

    /** This one has turns from now on. */
    void join(PartitionReplay replay) {
        threads.get().replays.add(replay);
    }

    /** Lets another one read ahead. */
    synchronized void hasReadAhead(PartitionReplay replay) {
        if (readsAhead == replay) {
            readsAhead = null;
        }
    }

    /** Whether it is the turn of this one on its thread. */
    boolean has(PartitionReplay replay) {
        OfThread thread = threads.get();
        return thread.replays.peek() == replay
                && (thread.ended == null || nanoTime.getAsLong() - thread.ended >= REST_NANOS);
    }

    /** After its turn the next one's begins, but for a rest. */
    void end(PartitionReplay replay) {
        OfThread thread = threads.get();
        if (thread.replays.remove(replay)) {
            thread.replays.add(replay);
        }
        thread.ended = nanoTime.getAsLong();
    }

    /** This one needs no turns any more. */
    void leave(PartitionReplay replay) {
        threads.get().replays.remove(replay);
        hasReadAhead(replay);
    }
}
