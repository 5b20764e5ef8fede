package io.jststream.local;

import static io.jststream.service.Setting.JST_CONNECT_URL;

import io.jststream.connect.ConnectWorker;
import io.jststream.integration.Integration;
import io.jststream.integration.Table;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Whether the parts that a run waits for still work: an end for good ends the run, a failed sink task is restarted. Used by one thread. */
final class Vitals {
    private static final long LOOK_AT_SINKS_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final LocalPipeline pipeline;
    private final List<String> connectors;
    private final Future<?> polling;
    private final Console console;
    private final ConnectWorker worker;
    private long looked = System.nanoTime();

    Vitals(LocalPipeline pipeline, List<Integration> integrations, Future<?> polling, Console console) {
        this.pipeline = pipeline;
        this.connectors = integrations.stream()
                .flatMap(integration -> integration.tables().stream())
                .map(Table::connector)
                .toList();
        this.polling = polling;
        this.console = console;
        this.worker = new ConnectWorker(pipeline.settings().get(JST_CONNECT_URL));
    }

    /** Throws why the run cannot go on, unless it is to stop anyway. */
    void check(Program.Stop stop) throws Exception {
        if (polling.isDone() && !stop.requested()) {
            StartedParts.started(polling);
            throw new OperatorException(ExitCode.FAILED, "the producer ended by itself; the log says more");
        }
        pipeline.failure().ifPresent(reason -> {
            throw new OperatorException(ExitCode.ENVIRONMENT, reason);
        });
        if (System.nanoTime() - looked > LOOK_AT_SINKS_EVERY_NANOS) {
            for (String connector : connectors) {
                restartFailed(connector);
            }
            looked = System.nanoTime();
        }
    }

    private void restartFailed(String connector) throws InterruptedException {
        try {
            for (ConnectWorker.Task task : worker.tasks(connector)) {
                if (task.failed()) {
                    console.problem(
                            connector + ": task " + task.id() + " has failed and is restarted: " + task.reason());
                    worker.restartFailed(connector);
                }
            }
        } catch (OperatorException e) {
            console.problem(e.getMessage());
        }
    }
}
