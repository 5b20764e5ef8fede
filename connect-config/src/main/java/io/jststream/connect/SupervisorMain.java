package io.jststream.connect;

import io.jststream.connect.watch.Watch;
import io.jststream.integration.Integration;
import io.jststream.integration.Table;
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
    private static final long LOOK_EVERY_MILLIS = 2000;

    private SupervisorMain() {}

    public static void main(String[] args) {
        System.exit(Program.run(SupervisorMain::run));
    }

    static ExitCode run(Settings settings, Program.Stop stop) throws InterruptedException {
        LiveCatalog catalog = LiveCatalog.load(Path.of(settings.get(Setting.JST_CATALOG)));
        while (watch(catalog, settings, stop)) {
            LOG.atInfo().log("The catalog has changed; watching over what it has now");
        }
        return ExitCode.OK;
    }

    /** Until it is told to stop, or the catalog is another one: returns whether that is so. */
    private static boolean watch(LiveCatalog catalog, Settings settings, Program.Stop stop)
            throws InterruptedException {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ConnectWorker worker = new ConnectWorker(settings.get(Setting.JST_CONNECT_URL), stop);
        List<Integration> integrations = catalog.integrations();
        Supervisor supervisor =
                new Supervisor(worker, detours(settings, worker, integrations, stop), metrics, InstantSource.system());
        SinkDatabase database = SinkDatabase.from(settings);
        try (StatusServer status = StatusServer.start(settings, metrics, supervisor::notReady);
                Watch watch = Watch.start(settings, integrations, database::connect, metrics)) {
            LOG.atInfo().log("Status page at port {}", status.port());
            do {
                supervisor.look(stop);
                watch.check();
                if (catalog.changed()) {
                    return true;
                }
            } while (!stop.await(LOOK_EVERY_MILLIS));
        }
        return false;
    }

    private static Map<String, Detour> detours(
            Settings settings, ConnectWorker worker, List<Integration> integrations, Program.Stop stop) {
        Map<String, Detour> detours = new HashMap<>();
        for (Integration integration : integrations) {
            for (Table table : integration.tables()) {
                detours.put(
                        table.connector(), new SameColumns(table, worker, RowByRowDetour.of(table, settings, stop)));
            }
        }
        return detours;
    }
}
