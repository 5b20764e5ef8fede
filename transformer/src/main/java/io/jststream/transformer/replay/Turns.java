package io.jststream.transformer.replay;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Whose turn it is: the replays of a stream thread share a round, and then what is new has the thread. Thread-safe. */
final class Turns {
    /** A new record waits no longer than that for a replay. */
    static final Duration LONGEST = Duration.ofMillis(200);
    /**
     * What is new has at least so long after each round. Kafka Streams maps one record of a task after that, then two, three and so
     * on, which comes to a few thousand in that time.
     */
    private static final long REST_NANOS = Duration.ofMillis(20).toNanos();

    private final LongSupplier nanoTime;
    private final ThreadLocal<OfThread> threads = ThreadLocal.withInitial(OfThread::new);

    private static final class OfThread {
        private final Set<PartitionReplay> replays = new HashSet<>();
        /** Who has had a turn in this round. */
        private final Set<PartitionReplay> served = new HashSet<>();
        /** What was said in this round of the sinks that its replays wait for. */
        private final Map<BooleanSupplier, Boolean> full = new HashMap<>();
        /** When what is new has to have the thread again; null while it has. */
        private @Nullable Long until;

        private @Nullable Long restsSince;

        /** When all have had their turns, or too much time is over, the thread has a rest; the others go on then. */
        private void endTurn(long now) {
            boolean all = served.containsAll(replays);
            if (all) {
                served.clear();
                full.clear();
            }
            if (all || until == null || now >= until) {
                until = null;
                restsSince = now;
            }
        }
    }

    /** @param nanoTime as {@link System#nanoTime()} */
    Turns(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** This one has turns from now on. */
    void join(PartitionReplay replay) {
        threads.get().replays.add(replay);
    }

    /** Whether it is the turn of this one on its thread. */
    boolean has(PartitionReplay replay) {
        OfThread thread = threads.get();
        return thread.replays.contains(replay)
                && !thread.served.contains(replay)
                && (thread.restsSince == null || nanoTime.getAsLong() - thread.restsSince >= REST_NANOS);
    }

    /** Begins a turn; gives the nanoseconds that it may take. */
    long begin() {
        OfThread thread = threads.get();
        long now = nanoTime.getAsLong();
        if (thread.until == null) {
            thread.until = now + LONGEST.toNanos();
            thread.restsSince = null;
        }
        return Math.min(LONGEST.toNanos() / sharedBy(), thread.until - now);
    }

    /**
     * Whether as much waits for the sinks as a new record should have before it: the same for all that share a round. Where it came
     * to be so in the turn of one, that one would fall behind the others, and a database would find their rows on different pages.
     */
    boolean areFull(BooleanSupplier sinks) {
        return threads.get().full.computeIfAbsent(sinks, BooleanSupplier::getAsBoolean);
    }

    /** How many share a round of the thread. */
    int sharedBy() {
        return Math.max(1, threads.get().replays.size());
    }

    /** It has had its turn. */
    void end(PartitionReplay replay) {
        OfThread thread = threads.get();
        if (thread.replays.contains(replay)) {
            thread.served.add(replay);
        }
        thread.endTurn(nanoTime.getAsLong());
    }

    /** This one needs no turns any more; it may have been the last one that others waited for. */
    void leave(PartitionReplay replay) {
        OfThread thread = threads.get();
        thread.replays.remove(replay);
        thread.served.remove(replay);
        thread.endTurn(nanoTime.getAsLong());
    }
}
