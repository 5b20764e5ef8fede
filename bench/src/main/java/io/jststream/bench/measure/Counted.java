package io.jststream.bench.measure;

import io.jststream.service.Program;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures from the first moment at which something has been done to the one at which all is done: what starts does not count. */
public final class Counted {
    private static final long EVERY_MILLIS = 10;
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(30);

    private Counted() {}

    /** Tells how many records are done by now. */
    @FunctionalInterface
    public interface Progress {
        long done() throws Exception;
    }

    /** Waits until so many are done; the time and the records between the first look that saw any and the last. */
    public static Reading until(long all, Progress progress) throws Exception {
        return until(all, progress, List.of());
    }

    /**
     * The same beside a database of its own.
     *
     * @param database its processes, where they are no children of this one
     */
    public static Reading until(long all, Progress progress, List<ProcessHandle> database) throws Exception {
        Program.Stop never = new Program.Stop();
        long deadline = System.nanoTime() + LONGEST_NANOS;
        long first = progress.done();
        while (first == 0) {
            never.await(EVERY_MILLIS);
            first = progress.done();
            require(deadline, first, all);
        }
        if (first >= all) {
            throw new IllegalStateException("all " + all + " were done before the first look; measure more");
        }
        CpuTime.Mark began = CpuTime.mark(database);
        for (long done = first; done < all; done = progress.done()) {
            never.await(EVERY_MILLIS);
            require(deadline, done, all);
        }
        CpuTime.Mark ended = CpuTime.mark(database);
        return new Reading(all - first, began.secondsUntil(ended), began.until(ended));
    }

    private static void require(long deadline, long done, long all) {
        if (System.nanoTime() > deadline) {
            throw new IllegalStateException("only " + done + " of " + all + " are done after half an hour");
        }
    }
}
