package io.jststream.transformer.replay;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Reads the histories of a process ahead, one partition after another: each needs memory for every row of it. Thread-safe. */
final class ReadAheads {
    private final Executor thread;
    private final AtomicInteger left = new AtomicInteger();

    /** @param thread runs one after another, and not at once where that would keep a stream thread */
    ReadAheads(Executor thread) {
        this.thread = thread;
    }

    /** Reads a history when those before it have been read. */
    CompletableFuture<Superseded> begin(Supplier<Superseded> history) {
        left.incrementAndGet();
        try {
            return CompletableFuture.supplyAsync(history, thread)
                    .whenComplete((superseded, failed) -> left.decrementAndGet());
        } catch (RejectedExecutionException ended) {
            left.decrementAndGet();
            throw ended;
        }
    }

    /**
     * Whether all that have begun are over. Replays wait for that, so that they begin together: what was changed at the same time
     * is then mapped at about the same time, whatever its partition, and a database finds its rows on the same pages.
     */
    boolean areOver() {
        return left.get() == 0;
    }
}
