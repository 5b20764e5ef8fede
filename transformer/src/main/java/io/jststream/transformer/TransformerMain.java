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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transformer as a process: runs until it is told to stop, or until Kafka Streams ends for good. */
public final class TransformerMain {
    private static final Logger log = LoggerFactory.getLogger(TransformerMain.class);
    private static final long LOOK_EVERY_MILLIS = 500;
    /** How soon it sees that tables and connectors have been made for the catalog that it waits for. */
    private static final Duration NOTES_EVERY = Duration.ofSeconds(10);

    private TransformerMain() {}

    public static void main(String[] args) {
        System.exit(Program.run(TransformerMain::run));
    }

    static ExitCode run(Settings settings, Program.Stop stop) throws InterruptedException {
        List<Integration> catalog = Catalog.load(Path.of(settings.get(Setting.JST_CATALOG)));
        // None before Kafka is asked: it may be away, and a setting that is wrong is wrong at once.
        Map<String, String> older = Map.of();
        while (!stop.requested()) {
            older = transform(catalog, older, settings, stop);
        }
        return ExitCode.OK;
    }

    /**
     * Maps by the catalog, with older files in the place of some of its own, until told to stop or until others are to be taken.
     *
     * @return the older files to go on with
     */
    private static Map<String, String> transform(
            List<Integration> catalog, Map<String, String> older, Settings settings, Program.Stop stop)
            throws InterruptedException {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (TransformerService transformer =
                        TransformerService.create(settings, NotedCatalog.with(older, catalog), metrics);
                StatusServer status = StatusServer.start(settings, metrics, transformer::notReady)) {
            log.atInfo().log("Status page at port {}", status.port());
            Map<String, String> noted = awaitNoted(catalog, older, settings, stop);
            if (!noted.equals(older) || stop.requested()) {
                return noted;
            }
            older.keySet()
                    .forEach(integration -> log.atWarn()
                            .addKeyValue("integration", integration)
                            .log("The catalog has what table and connector have no place for yet, so records are mapped"
                                    + " as it was when these were made; make up, or ./jst apply, changes that"));
            transformer.start();
            long looked = System.nanoTime();
            while (!stop.await(LOOK_EVERY_MILLIS)) {
                Optional<String> failure = transformer.failure();
                if (failure.isPresent()) {
                    throw new OperatorException(ExitCode.ENVIRONMENT, failure.get());
                }
                if (!older.isEmpty() && System.nanoTime() - looked > NOTES_EVERY.toNanos()) {
                    noted = noted(catalog, older, settings);
                    if (!noted.equals(older)) {
                        return noted;
                    }
                    looked = System.nanoTime();
                }
            }
            return older;
        }
    }

    /** The older files that are noted; those of before where Kafka has not answered until the process was told to stop. */
    private static Map<String, String> awaitNoted(
            List<Integration> catalog, Map<String, String> older, Settings settings, Program.Stop stop) {
        return NotedCatalog.await(settings.kafka(), stop)
                .map(noted -> noted.olderThan(catalog))
                .orElse(older);
    }

    /** The same, of a transformer that runs: whatever is in the way now, it goes on. */
    private static Map<String, String> noted(List<Integration> catalog, Map<String, String> older, Settings settings) {
        try {
            return NotedCatalog.read(settings.kafka()).olderThan(catalog);
        } catch (KafkaException | OperatorException e) {
            log.atWarn()
                    .addKeyValue("reason", e.getMessage())
                    .log("It cannot be seen now whether tables and connectors have been made for the catalog");
            return older;
        }
    }
}
