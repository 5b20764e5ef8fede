package io.jststream.transformer;

import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import io.jststream.service.StatusServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transformer as a process: runs until it is told to stop, or until Kafka Streams ends for good. */
public final class TransformerMain {
    private static final Logger log = LoggerFactory.getLogger(TransformerMain.class);
    private static final long LOOK_EVERY_MILLIS = 500;

    private TransformerMain() {}

    public static void main(String[] args) {
        System.exit(Program.run(TransformerMain::run));
    }

    static ExitCode run(Settings settings, Program.Stop stop) throws InterruptedException {
        List<Integration> catalog = Catalog.load(Path.of(settings.get(Setting.JST_CATALOG)));
        // Before Kafka is asked: it may be away, and a setting that is wrong is so whatever it says.
        Optional<List<Integration>> other = serve(catalog, settings, transformer -> {
            Optional<List<Integration>> mapped =
                    AppliedCatalog.read(settings.kafka(), stop).map(applied -> applied.of(catalog));
            if (mapped.isPresent() && mapped.get().equals(catalog)) {
                transform(transformer, stop);
                return Optional.empty();
            }
            return mapped;
        });
        if (other.isPresent()) {
            serve(other.get(), settings, transformer -> {
                transform(transformer, stop);
                return Optional.empty();
            });
        }
        return ExitCode.OK;
    }

    /** What is done with a transformer: nothing more to do, or integrations that another one has to map. */
    @FunctionalInterface
    private interface Work {
        Optional<List<Integration>> with(TransformerService transformer) throws InterruptedException;
    }

    private static Optional<List<Integration>> serve(List<Integration> integrations, Settings settings, Work work)
            throws InterruptedException {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (TransformerService transformer = TransformerService.create(settings, integrations, metrics);
                StatusServer status = StatusServer.start(settings, metrics, transformer::notReady)) {
            log.atInfo().log("Status page at port {}", status.port());
            return work.with(transformer);
        }
    }

    private static void transform(TransformerService transformer, Program.Stop stop) throws InterruptedException {
        transformer.start();
        while (!stop.await(LOOK_EVERY_MILLIS)) {
            Optional<String> failure = transformer.failure();
            if (failure.isPresent()) {
                throw new OperatorException(ExitCode.ENVIRONMENT, failure.get());
            }
        }
    }
}
