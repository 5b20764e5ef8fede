package io.jststream.local;

import static io.jststream.service.Setting.JST_ACCOUNTS;
import static io.jststream.service.Setting.JST_BASE_URL;
import static io.jststream.service.Setting.JST_CATALOG;
import static io.jststream.service.Setting.JST_MYSQL_PASSWORD;
import static io.jststream.service.Setting.JST_MYSQL_URL;
import static io.jststream.service.Setting.JST_MYSQL_USER;

import io.jststream.integration.Column;
import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
import io.jststream.producer.ProducerService;
import io.jststream.service.ExitCode;
import io.jststream.service.Program;
import io.jststream.service.Settings;
import io.jststream.simulator.Simulator;
import io.jststream.simulator.SimulatorConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** One run on this machine, told to a person: the parts come up, the first sweep arrives, then change after change. */
final class LocalRun {
    private final Settings given;
    private final Path folder;
    /** Whether no earlier run has left data. */
    private final boolean fresh;

    private final Console console;
    private final boolean approved;
    private final Program.Stop stop;

    /** @param approved whether tables that exist may lose what the catalog does not have any more */
    LocalRun(Settings given, Console console, boolean approved, Program.Stop stop) {
        this.given = LocalParts.ofSource(given);
        this.folder = LocalParts.data(given);
        this.fresh = Files.notExists(LocalParts.databaseFolder(this.given));
        this.console = console;
        this.approved = approved;
        this.stop = stop;
    }

    ExitCode run(boolean once) throws Exception {
        List<Integration> catalog = Catalog.load(Path.of(given.get(JST_CATALOG)));
        Path data = LocalParts.data(given);
        console.starting(folder);
        if (!LocalParts.simulated(given)) {
            console.ready(
                    "API",
                    given.find(JST_ACCOUNTS)
                            .map(file -> "of the accounts in " + file)
                            .orElseGet(() -> given.get(JST_BASE_URL)));
            return run(once, given, catalog, Optional.empty());
        }
        SimulatorConfig config = SimulatorConfig.from(once ? given.with(LocalParts.NO_CHANGES) : given);
        try (Simulator simulator = Simulator.start(config.withFile(data.resolve("shops.json")))) {
            console.ready(
                    "simulator", simulator.baseUrl() + ", " + simulator.shops().size() + " shops");
            List<Integration> oftener = catalog.stream()
                    .map(integration -> LocalParts.oftener(integration, given))
                    .toList();
            return run(once, given.with(LocalParts.settings(given, simulator)), oftener, Optional.of(simulator));
        }
    }

    private ExitCode run(boolean once, Settings settings, List<Integration> integrations, Optional<Simulator> simulator)
            throws Exception {
        FirstSweeps sweeps = new FirstSweeps(ProducerService.accounts(settings, integrations), console);
        List<Watched> watched = new ArrayList<>();
        try (LocalPipeline pipeline = start(settings, integrations, sweeps)) {
            if (pipeline == null) {
                // Nothing has been compared, so a run that was to compare has not done what it was asked to.
                return once ? ExitCode.FAILED : ExitCode.OK;
            }
            RunFile file = RunFile.write(folder, pipeline.settings(), simulator.isPresent());
            try {
                integrations.stream()
                        .filter(sweeps::expects)
                        .forEach(integration -> watched.add(Watched.follow(integration, pipeline.settings())));
                return once ? once(pipeline, sweeps, watched, simulator) : untilStopped(pipeline, sweeps, watched);
            } finally {
                file.close();
                watched.forEach(Watched::close);
                console.stopping();
            }
        } finally {
            console.stopped();
        }
    }

    /** Nothing where the process was told to stop before everything ran. */
    private @Nullable LocalPipeline start(Settings settings, List<Integration> integrations, FirstSweeps sweeps)
            throws Exception {
        try {
            return LocalPipeline.start(settings, integrations, sweeps, console, approved, stop);
        } catch (Exception | Error e) {
            // Classes that are loaded while the JVM ends may fail to, which is an Error.
            if (stop.requested()) {
                return null;
            }
            throw e;
        }
    }

    private ExitCode once(
            LocalPipeline pipeline, FirstSweeps sweeps, List<Watched> watched, Optional<Simulator> simulator)
            throws Exception {
        pipeline.producer().once(stop);
        ExitCode exitCode = ExitCode.OK;
        ListCheck lists = new ListCheck(simulator, fresh, TableRows.from(pipeline.settings()), console);
        for (Watched table : watched) {
            Map<String, Map<String, @Nullable String>> rows = arrive(pipeline, sweeps, table);
            List<String> differences = table.arrived().completeSince(sweeps.endedAt())
                    ? Differences.between(table.arrived().rows(), rows)
                    : List.of("the transformer has not mapped every raw record");
            String source = "the typed records";
            List<String> notCompared = List.of();
            if (differences.isEmpty() && simulator.isPresent() && table.isShops()) {
                // Of a row that says it is gone the simulator knows nothing; one that says so wrongly is missing then.
                rows.values().removeIf(row -> row.get(Column.GONE_AT) != null);
                notCompared = table.columns().columns().stream()
                        .map(Column::field)
                        .filter(column -> !ExpectedShops.knows(column) && !column.equals(Column.GONE_AT))
                        .toList();
                rows.values().forEach(row -> row.keySet().removeIf(column -> !ExpectedShops.knows(column)));
                differences = Differences.between(
                        ExpectedShops.rows(simulator.get().shops().snapshot()), rows);
                source = "what the simulator holds";
            }
            if (differences.isEmpty()) {
                console.equal(table.columns().table(), rows.size(), source, notCompared);
            } else {
                console.differences(table.columns().table(), differences, source);
                exitCode = ExitCode.FAILED;
            }
            if (!lists.equal(table.integration(), stop)) {
                exitCode = ExitCode.FAILED;
            }
        }
        return exitCode;
    }

    private ExitCode untilStopped(LocalPipeline pipeline, FirstSweeps sweeps, List<Watched> watched) throws Exception {
        FutureTask<@Nullable Void> polling = new FutureTask<>(() -> {
            pipeline.producer().poll(stop);
            return null;
        });
        Thread thread = new Thread(polling, "polling");
        thread.setDaemon(true);
        thread.start();
        Vitals vitals =
                new Vitals(pipeline, watched.stream().map(Watched::integration).toList(), polling, console);
        while (!sweeps.ended() && !stop.await(Watched.LOOK_EVERY_MILLIS)) {
            vitals.check(stop);
        }
        for (Watched table : watched) {
            if (!stop.requested()
                    && sweeps.reports(table.name()).stream()
                            .allMatch(sweep -> sweep.outcome().whole())) {
                arrive(pipeline, sweeps, table);
            }
        }
        console.watching();
        while (!stop.await(Watched.LOOK_EVERY_MILLIS)) {
            for (Watched table : watched) {
                table.show(console);
            }
            vitals.check(stop);
        }
        StartedParts.started(polling);
        return ExitCode.OK;
    }

    /** Waits until the first sweep has arrived in the table, and shows it. */
    private Map<String, Map<String, @Nullable String>> arrive(LocalPipeline pipeline, FirstSweeps sweeps, Watched table)
            throws Exception {
        Map<String, Map<String, @Nullable String>> rows = table.awaitArrival(sweeps.endedAt(), stop);
        console.summary(sweeps.reports(table.name()), table.arrived(), rows.size(), sweeps.secondsSinceEnd());
        console.rows(table.columns(), rows.values());
        Settings settings = pipeline.settings();
        console.lookForYourself(
                settings.get(JST_MYSQL_URL), settings.get(JST_MYSQL_USER), settings.secret(JST_MYSQL_PASSWORD));
        return rows;
    }
}
