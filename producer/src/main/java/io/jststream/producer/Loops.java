package io.jststream.producer;

import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads that work side by side until one of them ends, or they are to stop; then all of them end. */
final class Loops {
    private static final Logger LOG = LoggerFactory.getLogger(Loops.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(8);
    private static final long LOOK_EVERY_MILLIS = 250;

    private final List<FutureTask<?>> tasks = new ArrayList<>();
    private final Duration longestStop;

    Loops() {
        this(LONGEST_STOP);
    }

    /** @param longestStop how long those that are to end are waited for */
    Loops(Duration longestStop) {
        this.longestStop = longestStop;
    }

    /** Starts one more. */
    void start(String name, Runnable work) {
        FutureTask<?> task = new FutureTask<>(Executors.callable(work));
        tasks.add(task);
        new Thread(task, name).start();
    }

    /**
     * Waits until a task has ended, which loops do by a fault only, or until they are to stop; then ends them all.
     *
     * @param end lets whatever they wait for end early; not called where all have ended by themselves
     * @throws OperatorException where a task ended by one, whether or not the others end in time
     */
    void await(Program.Stop stop, Runnable end) throws InterruptedException {
        try {
            while (tasks.stream().noneMatch(FutureTask::isDone) && !stop.await(LOOK_EVERY_MILLIS)) {
                // looks again
            }
            if (!tasks.stream().allMatch(FutureTask::isDone)) {
                end.run();
            }
            List<Throwable> faults = faults();
            if (!faults.isEmpty()) {
                throw faults.get(0) instanceof OperatorException reason
                        ? reason
                        : new IllegalStateException("a sweep ended by a fault of the program", faults.get(0));
            }
        } finally {
            tasks.forEach(task -> task.cancel(true));
        }
    }

    /** Waits until all have ended by themselves. */
    void awaitAll() throws InterruptedException {
        for (FutureTask<?> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
            }
        }
    }

    /** Waits for all tasks, but not for ever; returns what those threw that did not end by themselves. */
    private List<Throwable> faults() throws InterruptedException {
        List<Throwable> faults = new ArrayList<>();
        int late = 0;
        long deadline = System.nanoTime() + longestStop.toNanos();
        for (FutureTask<?> task : tasks) {
            try {
                task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                faults.add(e.getCause());
            } catch (TimeoutException e) {
                late++;
            }
        }
        if (late > 0) {
            LOG.atWarn().addKeyValue("sweeps", late).log("Sweeps have not ended in time; ending them anyway");
        }
        return faults;
    }
}
