package io.jststream.producer;

import io.jststream.integration.catalog.Catalog;
import io.jststream.producer.turn.SweepListener;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.jststream.service.Setting;
import io.jststream.service.StatusServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the API into the raw topics, until it is stopped or, with {@code --once}, once. */
public final class ProducerMain {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerMain.class);
    private static final String ONCE = "--once";

    private ProducerMain() {}

    public static void main(String[] args) {
        System.exit(Program.run((settings, stop) -> {
            if (!List.of(args).isEmpty() && !List.of(args).equals(List.of(ONCE))) {
                throw new OperatorException(
                        ExitCode.BAD_CONFIGURATION,
                        "found " + String.join(" ", args) + ", expected nothing or " + ONCE);
            }
            PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            try (ProducerService producer = ProducerService.create(
                            settings,
                            Catalog.load(Path.of(settings.get(Setting.JST_CATALOG))),
                            metrics,
                            SweepListener.NONE);
                    StatusServer status = StatusServer.start(settings, metrics, producer::notReady)) {
                LOG.atInfo().log("Status page at port {}", status.port());
                if (args.length > 0) {
                    producer.once(stop);
                } else {
                    producer.poll(stop);
                }
                return ExitCode.OK;
            }
        }));
    }
}
