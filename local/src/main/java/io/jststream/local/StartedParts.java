package io.jststream.local;

import io.jststream.service.Program;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts parts, some of them side by side, and stops all that were started in the opposite order. Thread-safe. */
final class StartedParts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StartedParts.class);
    /** How long a start that was interrupted may take to give up; the whole process has a few seconds more than this. */
    private static final int LONGEST_GIVING_UP_SECONDS = 4;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final ExecutorService starting = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "starting");
        thread.setDaemon(true);
        return thread;
    });

    private final Thread onStop;

    /**
     * Nothing started yet.
     *
     * @param stop interrupts all that is starting, when it is requested
     */
    StartedParts(Program.Stop stop) {
        onStop = new Thread(() -> giveUp(stop), "give-up-starting");
        onStop.setDaemon(true);
        onStop.start();
    }

    private void giveUp(Program.Stop stop) {
        try {
            stop.await();
            starting.shutdownNow();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts a part here and now. */
    <T extends AutoCloseable> T start(Callable<T> start) throws Exception {
        T part = start.call();
        synchronized (parts) {
            parts.push(part);
        }
        return part;
    }

    /** Starts a part beside what else happens. */
    <T extends AutoCloseable> Future<T> startAside(Callable<T> start) {
        return starting.submit(() -> start(start));
    }

    /** Does something beside what else happens, which leaves nothing to stop. */
    <T> Future<T> doAside(Callable<T> work) {
        return starting.submit(work);
    }

    /** The part when it has started; what kept it from starting is thrown as it is. */
    static <T> T started(Future<T> part) throws Exception {
        try {
            return part.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Also stops what is still starting: whoever closes does not want it any more. */
    @Override
    public void close() {
        onStop.interrupt();
        starting.shutdownNow();
        // Parts stop by waiting for their threads, which an interrupted thread cannot do.
        boolean interrupted = Thread.interrupted();
        try {
            if (!starting.awaitTermination(LONGEST_GIVING_UP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A part is still starting while all others stop");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        synchronized (parts) {
            while (!parts.isEmpty()) {
                stop(parts.pop());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.atWarn().addKeyValue("reason", e.toString()).log("A part did not stop cleanly");
        }
    }
}
