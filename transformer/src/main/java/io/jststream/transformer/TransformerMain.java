package io.jststream.transformer;

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
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var integrations = Catalog.load(Path.of(settings.get(Setting.JST_CATALOG)));
        try (TransformerService transformer = TransformerService.create(settings, integrations, metrics);
                StatusServer status = StatusServer.start(settings, metrics, transformer::notReady)) {
            log.atInfo().log("Status page at port {}", status.port());
            transformer.start();
            while (!stop.await(LOOK_EVERY_MILLIS)) {
                Optional<String> failure = transformer.failure();
                if (failure.isPresent()) {
                    throw new OperatorException(ExitCode.ENVIRONMENT, failure.get());
                }
            }
            return ExitCode.OK;
        }
    }
}
