package io.jststream.connect;

import io.jststream.connect.ConnectWorker.Task;
import io.jststream.service.OperatorException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sink: how its tasks are, when failed ones are restarted, and when a row is suspected. Only {@link #wrong} and the meters are for other threads. */
final class WatchedSink {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedSink.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** A task may run for a while before it comes to the row that it fails on, so one that runs is not well at once. */
    private static final Duration WELL_AFTER = Duration.ofMinutes(5);
    /** In that time the partitions of a failed task have gone to another one, and that one has failed at the same row. */
    private static final Duration SPREADS_WITHIN = Duration.ofSeconds(10);

    private final String connector;
    private final ConnectWorker worker;
    private final Detour detour;
    private final InstantSource clock;
    private final Counter restarts;
    private final Counter refusedRows;

    private volatile Optional<String> wrong = Optional.empty();
    /** NaN while Connect does not say: what it said last is no news of now. */
    private volatile double failedTasks = Double.NaN;

    private Optional<Instant> runningSince = Optional.empty();
    /** When failed tasks may be restarted again; empty where none has failed lately. */
    private Optional<Instant> notBefore = Optional.empty();

    private Duration pause = FIRST_PAUSE;
    /** How many tasks had failed when no row was to blame and others still ran. */
    private int failedBefore;

    WatchedSink(String connector, ConnectWorker worker, Detour detour, MeterRegistry metrics, InstantSource clock) {
        this.connector = connector;
        this.worker = worker;
        this.detour = detour;
        this.clock = clock;
        List<Tag> tags = List.of(Tag.of("connector", connector));
        Gauge.builder("jst.sink.failed.tasks", this, sink -> sink.failedTasks)
                .description("Tasks of the sink that have failed; NaN while Connect does not answer")
                .tags(tags)
                .register(metrics);
        // There from the start at 0, so that the first one is seen as a rise.
        this.restarts = metrics.counter("jst.sink.restarts", tags);
        this.refusedRows = metrics.counter("jst.sink.refused", tags);
    }

    /** Looks at the tasks once and restarts those that have failed, unless they were restarted a moment ago. */
    void look() throws InterruptedException {
        try {
            look(tasks());
        } catch (OperatorException e) {
            tell(String.valueOf(e.getMessage()));
        }
    }

    /** What is wrong with it; empty while all its tasks run. */
    Optional<String> wrong() {
        return wrong;
    }

    private List<Task> tasks() throws InterruptedException {
        try {
            return worker.tasks(connector);
        } catch (OperatorException e) {
            failedTasks = Double.NaN;
            throw e;
        }
    }

    private void look(List<Task> tasks) throws InterruptedException {
        List<Task> failed = tasks.stream().filter(Task::failed).toList();
        failedTasks = failed.size();
        boolean allRun = tasks.stream().allMatch(Task::running);
        if (!allRun) {
            runningSince = Optional.empty();
        }
        if (!failed.isEmpty()) {
            tell(connector + ": task " + failed.get(0).id() + " has failed: "
                    + failed.get(0).reason());
            restart(failed.size(), failed.size() == tasks.size());
        } else if (tasks.isEmpty()) {
            tell(connector + ": there is no such connector, or it has no task; run the setup");
        } else if (allRun) {
            runs();
        }
    }

    private void runs() {
        if (wrong.isPresent()) {
            LOG.atInfo().addKeyValue("connector", connector).log("All tasks run again");
        }
        wrong = Optional.empty();
        Instant now = clock.instant();
        Instant since = runningSince.orElse(now);
        runningSince = Optional.of(since);
        if (Duration.between(since, now).compareTo(WELL_AFTER) > 0) {
            notBefore = Optional.empty();
            pause = FIRST_PAUSE;
        }
    }

    private void restart(int failed, boolean all) throws InterruptedException {
        if (notBefore.filter(clock.instant()::isBefore).isPresent()) {
            return;
        }
        // Most faults pass by themselves; a row is suspected only where a restart did not help.
        boolean suspected = notBefore.isPresent();
        int refused = suspected ? refused() : 0;
        Instant now = clock.instant(); // a detour takes its time
        if (suspected && refused == 0 && !all && failed > failedBefore) {
            // Their partitions went to other tasks. Where a row is to blame those fail too, one after the other, and
            // the detour has
            // all partitions when none is left.
            failedBefore = failed;
            notBefore = Optional.of(now.plus(SPREADS_WITHIN));
            return;
        }
        failedBefore = 0;
        if (refused > 0) {
            notBefore = Optional.of(now);
            pause = FIRST_PAUSE;
        } else {
            notBefore = Optional.of(now.plus(pause));
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        }
        worker.restartFailed(connector);
        restarts.increment();
        LOG.atWarn().addKeyValue("connector", connector).log("Failed tasks restarted");
    }

    /** How many rows were to blame, which are dead letters now; none where something else was in their way. */
    private int refused() throws InterruptedException {
        AtomicInteger rows = new AtomicInteger();
        try {
            detour.take(letters -> {
                rows.addAndGet(letters);
                refusedRows.increment(letters);
            });
        } catch (OperatorException e) {
            LOG.atInfo()
                    .addKeyValue("connector", connector)
                    .addKeyValue("reason", e.getMessage())
                    .log("No detour for the rows now");
        }
        if (rows.get() > 0) {
            LOG.atWarn()
                    .addKeyValue("connector", connector)
                    .addKeyValue("rows", rows.get())
                    .log("Rows that the database refuses are dead letters now");
        }
        return rows.get();
    }

    private void tell(String reason) {
        if (!wrong.equals(Optional.of(reason))) {
            LOG.atWarn()
                    .addKeyValue("connector", connector)
                    .addKeyValue("reason", reason)
                    .log("Sink does not run");
        }
        wrong = Optional.of(reason);
    }
}
