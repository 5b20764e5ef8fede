package io.jststream.producer;

import static io.jststream.service.Setting.JST_CALLS_PER_MINUTE;
import static io.jststream.service.Setting.JST_CALLS_PER_SECOND;

import io.jststream.integration.Integration;
import io.jststream.producer.account.TokenFile;
import io.jststream.producer.api.ApiConfig;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.api.Quota;
import io.jststream.producer.api.Sleeper;
import io.jststream.producer.api.SteadyClock;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.producer.sweep.SweepListener;
import io.jststream.producer.sweep.SweepReport;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.jststream.service.Settings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The producer as a part of a process: one account, all integrations of the catalog. */
public final class ProducerService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerService.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(8);
    private static final long LOOK_EVERY_MILLIS = 50;

    private final JushuitanApi api;
    private final List<IntegrationReader> readers;
    private final Program.Stop stopping;

    private ProducerService(JushuitanApi api, List<IntegrationReader> readers, Program.Stop stopping) {
        this.api = api;
        this.readers = readers;
        this.stopping = stopping;
    }

    /** Wires the producer; connects to nothing yet. */
    public static ProducerService create(
            Settings settings, List<Integration> integrations, MeterRegistry metrics, SweepListener listener) {
        return create(settings, integrations, metrics, listener, KafkaClients.of(settings.kafka()));
    }

    static ProducerService create(
            Settings settings,
            List<Integration> integrations,
            MeterRegistry metrics,
            SweepListener listener,
            KafkaClients kafka) {
        if (integrations.isEmpty()) {
            throw new OperatorException(ExitCode.BAD_CONFIGURATION, "the catalog has no integration to read");
        }
        InstantSource clock = InstantSource.system();
        Program.Stop stopping = new Program.Stop();
        SteadyClock steady = SteadyClock.system();
        // Whoever sleeps wakes when the process is to stop, wherever it sleeps.
        Sleeper sleeper = duration -> {
            if (stopping.await(Math.max(1, duration.toMillis()))) {
                throw new InterruptedException("asked to stop");
            }
        };
        ApiConfig config = ApiConfig.from(settings);
        if (config.accessToken().isEmpty()) {
            new TokenFile(config.tokenFile(), config.account().appKey()).refuseUnwritableFolder();
        }
        Quota quota = new Quota(
                settings.integer(JST_CALLS_PER_SECOND, 1), settings.integer(JST_CALLS_PER_MINUTE, 1), steady, sleeper);
        JushuitanApi api = JushuitanApi.create(config, quota, clock, sleeper, RandomGenerator.getDefault(), metrics);
        List<IntegrationReader> readers = integrations.stream()
                .map(integration -> new IntegrationReader(
                        integration, config.account().name(), api, kafka, metrics, listener, clock, steady, sleeper))
                .toList();
        Gauge.builder("jst.token.expiry.timestamp.seconds", api, ProducerService::expirySeconds)
                .description("When the access token ends, seconds since 1970; 0 where none is known")
                .tag("account", config.account().name())
                .register(metrics);
        return new ProducerService(api, readers, stopping);
    }

    /**
     * One sweep of every integration, one after the other; when it is asked to stop, it returns at most 8 s after that.
     *
     * @throws OperatorException when one did not complete, with its reason and exit code; the others have been swept all the
     *     same, unless it was asked to stop
     */
    public void once(Program.Stop stop) throws InterruptedException {
        List<SweepReport> reports = new CopyOnWriteArrayList<>();
        Runnable sweeps = () -> readers.stream()
                .takeWhile(reader -> !stop.requested())
                .map(IntegrationReader::once)
                .forEach(reports::add);
        await(List.of(start("sweep", sweeps)), stop);
        List<SweepReport> incomplete = reports.stream()
                .filter(report -> report.exitCode() != ExitCode.OK)
                .toList();
        if (!incomplete.isEmpty()) {
            throw new OperatorException(
                    incomplete.get(0).exitCode(),
                    incomplete.stream()
                            .map(report -> report.integration() + ": " + report.reason())
                            .collect(Collectors.joining("\n")));
        }
        if (reports.size() < readers.size()) {
            throw new OperatorException(ExitCode.FAILED, "asked to stop");
        }
    }

    /**
     * Sweeps every integration at its own turns until it is asked to stop; returns at most 8 s after that.
     *
     * @throws OperatorException when another producer has taken over
     */
    public void poll(Program.Stop stop) throws InterruptedException {
        List<FutureTask<?>> loops = new ArrayList<>();
        readers.forEach(reader -> loops.add(start("sweep-" + reader.name(), reader::poll)));
        await(loops, stop);
    }

    private static FutureTask<?> start(String name, Runnable work) {
        FutureTask<?> task = new FutureTask<>(Executors.callable(work));
        new Thread(task, name).start();
        return task;
    }

    /**
     * Waits until a task has ended, which loops do by a fault only, or the process is to stop; then it ends them all.
     *
     * @throws OperatorException where a task ended by one
     */
    private void await(List<FutureTask<?>> tasks, Program.Stop stop) throws InterruptedException {
        try {
            while (tasks.stream().noneMatch(FutureTask::isDone) && !stop.await(LOOK_EVERY_MILLIS)) {
                // looks again
            }
            if (!tasks.stream().allMatch(FutureTask::isDone)) {
                stopping.request();
                api.close();
            }
            List<Throwable> faults = faults(tasks);
            if (!faults.isEmpty()) {
                throw faults.get(0) instanceof OperatorException reason
                        ? reason
                        : new IllegalStateException("a sweep ended by a fault of the program", faults.get(0));
            }
        } catch (TimeoutException late) {
            LOG.atWarn().log("Sweeps have not ended in time; ending them anyway");
        } finally {
            tasks.forEach(task -> task.cancel(true));
        }
    }

    /** Waits for all tasks; returns what those threw that did not end by themselves. */
    private static List<Throwable> faults(List<FutureTask<?>> tasks) throws InterruptedException, TimeoutException {
        List<Throwable> faults = new ArrayList<>();
        long deadline = System.nanoTime() + LONGEST_STOP.toNanos();
        for (FutureTask<?> task : tasks) {
            try {
                task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                faults.add(e.getCause());
            }
        }
        return faults;
    }

    /** Why the last sweeps are not what they should be; empty while they are. */
    public Optional<String> notReady() {
        return readers.stream()
                .map(IntegrationReader::notReady)
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public void close() {
        stopping.request();
        api.close();
        readers.forEach(IntegrationReader::close);
    }

    private static double expirySeconds(JushuitanApi api) {
        return api.tokenExpiresAt().map(Instant::getEpochSecond).orElse(0L);
    }
}
