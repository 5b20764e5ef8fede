package io.jststream.connect;

import io.jststream.service.OperatorException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restarts tasks that have failed: Connect leaves them failed for ever, while their connector says that it runs. One thread
 * looks; readiness may be asked by others.
 */
final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final ConnectWorker worker;
    private final Map<String, Detour> connectors;
    private final MeterRegistry metrics;
    private final InstantSource clock;
    private final Map<String, Restarts> restarts = new HashMap<>();
    private final Map<String, Instant> runningSince = new HashMap<>();
    private final Map<String, String> wrong = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> failedTasks = new HashMap<>();

    /** When a connector's failed tasks may be restarted again, and how long the pause after that will be. */
    private record Restarts(Instant notBefore, Duration pause) {
        Restarts next(Instant now) {
            Duration longer = pause.multipliedBy(2);
            return new Restarts(now.plus(pause), longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer);
        }
    }

    /** @param connectors each connector with the detour that its rows can take */
    Supervisor(ConnectWorker worker, Map<String, Detour> connectors, MeterRegistry metrics, InstantSource clock) {
        this.worker = worker;
        this.connectors = Map.copyOf(connectors);
        this.metrics = metrics;
        this.clock = clock;
        connectors.keySet().forEach(connector -> {
            AtomicInteger failed = new AtomicInteger();
            failedTasks.put(connector, failed);
            refusedRows(connector);
            metrics.gauge("jst.sink.failed.tasks", List.of(tag(connector)), failed);
            // There from the start at 0, so that the first restart is seen as a rise.
            metrics.counter("jst.sink.restarts", List.of(tag(connector)));
        });
    }

    /** Looks at all connectors once and restarts what has failed, unless it was restarted a moment ago. */
    void look() throws InterruptedException {
        for (String connector : connectors.keySet()) {
            try {
                look(connector, worker.tasks(connector));
            } catch (OperatorException e) {
                tell(connector, e.getMessage());
            }
        }
    }

    /** What is wrong with the sinks; empty while all their tasks run. */
    Optional<String> notReady() {
        return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong.values()));
    }

    private void look(String connector, List<ConnectWorker.Task> tasks) throws InterruptedException {
        List<ConnectWorker.Task> failed =
                tasks.stream().filter(ConnectWorker.Task::failed).toList();
        failedTasks.getOrDefault(connector, new AtomicInteger()).set(failed.size());
        if (!tasks.stream().allMatch(ConnectWorker.Task::running)) {
            runningSince.remove(connector);
        }
        if (!failed.isEmpty()) {
            tell(
                    connector,
                    connector + ": task " + failed.get(0).id() + " has failed: "
                            + failed.get(0).reason());
            restart(connector);
        } else if (tasks.isEmpty()) {
            tell(connector, connector + ": there is no such connector, or it has no task; run the setup");
        } else if (tasks.stream().allMatch(ConnectWorker.Task::running)) {
            runs(connector);
        }
    }

    /** A task runs for a moment after each restart, whatever ails it: only one that goes on running is well. */
    private void runs(String connector) {
        if (wrong.remove(connector) != null) {
            LOG.atInfo().addKeyValue("connector", connector).log("All tasks run again");
        }
        Instant now = clock.instant();
        Instant since = runningSince.computeIfAbsent(connector, first -> now);
        if (Duration.between(since, now).compareTo(LONGEST_PAUSE) > 0) {
            restarts.remove(connector);
        }
    }

    private void restart(String connector) throws InterruptedException {
        Instant now = clock.instant();
        Restarts next = restarts.getOrDefault(connector, new Restarts(now, FIRST_PAUSE));
        if (now.isBefore(next.notBefore())) {
            return;
        }
        // Most faults pass by themselves; a row is suspected only where a restart did not help.
        boolean refused = restarts.containsKey(connector) && refused(connector);
        restarts.put(connector, refused ? new Restarts(now, FIRST_PAUSE) : next.next(now));
        worker.restartFailed(connector);
        metrics.counter("jst.sink.restarts", List.of(tag(connector))).increment();
        LOG.atWarn().addKeyValue("connector", connector).log("Failed tasks restarted");
    }

    /** Whether rows were to blame; they are dead letters now. */
    private boolean refused(String connector) throws InterruptedException {
        try {
            int rows = Objects.requireNonNull(connectors.get(connector)).take();
            refusedRows(connector).increment(rows);
            if (rows > 0) {
                LOG.atWarn()
                        .addKeyValue("connector", connector)
                        .addKeyValue("rows", rows)
                        .log("Rows that the database refuses are dead letters now; all others are written");
            }
            return rows > 0;
        } catch (OperatorException e) {
            LOG.atInfo()
                    .addKeyValue("connector", connector)
                    .addKeyValue("reason", e.getMessage())
                    .log("No detour for the rows now");
            return false;
        }
    }

    private Counter refusedRows(String connector) {
        return metrics.counter("jst.sink.refused", List.of(tag(connector)));
    }

    private void tell(String connector, String reason) {
        if (!reason.equals(wrong.put(connector, reason))) {
            LOG.atWarn()
                    .addKeyValue("connector", connector)
                    .addKeyValue("reason", reason)
                    .log("Sink does not run");
        }
    }

    private static Tag tag(String connector) {
        return Tag.of("connector", connector);
    }
}
