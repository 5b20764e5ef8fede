package io.jststream.local;

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
    private static final int LONGEST_START_SECONDS = 90;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final ExecutorService starting = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "starting");
        thread.setDaemon(true);
        return thread;
    });

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

    @Override
    public void close() {
        starting.shutdown();
        try {
            if (!starting.awaitTermination(LONGEST_START_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A part is still starting while all others stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (parts) {
            while (!parts.isEmpty()) {
                stop(parts.pop());
            }
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
