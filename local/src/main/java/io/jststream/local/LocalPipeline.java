package io.jststream.local;

import io.jststream.integration.Integration;
import io.jststream.producer.ProducerService;
import io.jststream.producer.turn.SweepListener;
import io.jststream.service.Program;
import io.jststream.service.Settings;
import io.jststream.service.StatusServer;
import io.jststream.transformer.TransformerService;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * The whole pipeline in one process: the platform, and on it a transformer and a producer. The services are the real ones and
 * learn where the others are by settings alone.
 */
public final class LocalPipeline implements AutoCloseable {
    private final StartedParts parts;
    private final Settings settings;
    private final ProducerService producer;
    private final TransformerService transformer;

    private LocalPipeline(
            StartedParts parts, Settings settings, ProducerService producer, TransformerService transformer) {
        this.transformer = transformer;
        this.parts = parts;
        this.settings = settings;
        this.producer = producer;
    }

    /** Hears which part is ready, and where it is to be found. Called by several threads. */
    @FunctionalInterface
    public interface Progress {
        void ready(String part, String where);
    }

    /**
     * Starts everything and returns when records flow from end to end as soon as the producer is told to sweep.
     *
     * @param settings say where the API is and with whose credentials it is read
     */
    public static LocalPipeline start(
            Settings settings, List<Integration> integrations, SweepListener sweeps, Progress progress)
            throws Exception {
        return start(settings, integrations, sweeps, progress, false, new Program.Stop());
    }

    /**
     * As the other one, and gives up with any exception when it is told to stop meanwhile.
     *
     * @param approved whether tables that exist may lose what the catalog does not have any more
     */
    static LocalPipeline start(
            Settings settings,
            List<Integration> integrations,
            SweepListener sweeps,
            Progress progress,
            boolean approved,
            Program.Stop stop)
            throws Exception {
        boolean kept = Files.exists(LocalParts.databaseFolder(settings));
        StartedParts parts = new StartedParts(stop);
        try {
            LocalPlatform platform =
                    parts.start(() -> LocalPlatform.start(settings, integrations, progress, approved, stop));
            PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            TransformerService transformer =
                    parts.start(() -> TransformerService.create(platform.brokerSettings(), integrations, metrics));
            if (kept) {
                // Connectors of an earlier run begin as they were: what the catalog has now they would leave out.
                platform.awaitSettings();
            }
            transformer.start();
            Settings complete = platform.awaitSettings();
            ProducerService producer =
                    parts.start(() -> ProducerService.create(complete, integrations, metrics, sweeps));
            StatusServer status = parts.start(() -> StatusServer.start(
                    complete, metrics, () -> producer.notReady().or(transformer::notReady)));
            progress.ready(
                    "services", "producer, transformer; http://127.0.0.1:" + status.port() + "/readyz and /metrics");
            return new LocalPipeline(parts, complete, producer, transformer);
        } catch (Exception | Error e) {
            parts.close();
            throw e;
        }
    }

    /** Reads the API: once, or again and again until it is told to stop. */
    public ProducerService producer() {
        return producer;
    }

    /** Why records are not transformed any more; empty while they are. */
    Optional<String> failure() {
        return transformer.failure();
    }

    /** The settings that the services run with: where everything is. */
    public Settings settings() {
        return settings;
    }

    /** Stops all parts, the first ones last; takes a few seconds. */
    @Override
    public void close() {
        parts.close();
    }
}
