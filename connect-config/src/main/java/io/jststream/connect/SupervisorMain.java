package io.jststream.connect;

import io.jststream.integration.Catalog;
import io.jststream.integration.Integration;
import io.jststream.integration.SinkConnector;
import io.jststream.service.ExitCode;
import io.jststream.service.Program;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import io.jststream.service.StatusServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches over the sinks of the whole catalog until it is told to stop. */
final class SupervisorMain {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisorMain.class);
    private static final long LOOK_EVERY_MILLIS = 1000;

    private SupervisorMain() {}

    public static void main(String[] args) {
        System.exit(Program.run((settings, stop) -> {
            PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            Supervisor supervisor = new Supervisor(
                    new ConnectWorker(settings.get(Setting.JST_CONNECT_URL)),
                    detours(settings),
                    metrics,
                    InstantSource.system());
            try (StatusServer status = StatusServer.start(settings, metrics, supervisor::notReady)) {
                LOG.atInfo().log("Status page at port {}", status.port());
                do {
                    supervisor.look();
                } while (!stop.await(LOOK_EVERY_MILLIS));
            }
            return ExitCode.OK;
        }));
    }

    private static Map<String, Detour> detours(Settings settings) {
        SinkDatabase database = SinkDatabase.from(settings);
        Map<String, Detour> detours = new HashMap<>();
        for (Integration integration : Catalog.load(Path.of(settings.get(Setting.JST_CATALOG)))) {
            detours.put(SinkConnector.name(integration), new RowByRowDetour(integration, database, settings.kafka()));
        }
        return detours;
    }
}
