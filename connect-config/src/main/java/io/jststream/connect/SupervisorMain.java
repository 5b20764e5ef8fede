package io.jststream.connect;

import io.jststream.connect.watch.Watch;
import io.jststream.integration.Integration;
import io.jststream.integration.Table;
import io.jststream.integration.catalog.Catalog;
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
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches over the pipeline of the whole catalog until it is told to stop: restarts failed sink tasks, measures what alerts need. */
final class SupervisorMain {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisorMain.class);
    private static final long LOOK_EVERY_MILLIS = 1000;

    private SupervisorMain() {}

    public static void main(String[] args) {
        System.exit(Program.run((settings, stop) -> {
            PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            SinkDatabase database = SinkDatabase.from(settings);
            List<Integration> integrations = Catalog.load(Path.of(settings.get(Setting.JST_CATALOG)));
            Supervisor supervisor = new Supervisor(
                    new ConnectWorker(settings.get(Setting.JST_CONNECT_URL)),
                    detours(settings, integrations),
                    metrics,
                    InstantSource.system());
            try (StatusServer status = StatusServer.start(settings, metrics, supervisor::notReady);
                    Watch watch = Watch.start(settings, integrations, database::connect, metrics)) {
                LOG.atInfo().log("Status page at port {}", status.port());
                do {
                    supervisor.look();
                    watch.check();
                } while (!stop.await(LOOK_EVERY_MILLIS));
            }
            return ExitCode.OK;
        }));
    }

    private static Map<String, Detour> detours(Settings settings, List<Integration> integrations) {
        Map<String, Detour> detours = new HashMap<>();
        for (Integration integration : integrations) {
            for (Table table : integration.tables()) {
                detours.put(table.connector(), RowByRowDetour.of(table, settings));
            }
        }
        return detours;
    }
}
