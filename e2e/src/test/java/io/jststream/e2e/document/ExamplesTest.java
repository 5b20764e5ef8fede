package io.jststream.e2e.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.e2e.tool.House;
import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
import io.jststream.local.LocalPipeline;
import io.jststream.local.TableRows;
import io.jststream.producer.FirstPage;
import io.jststream.producer.turn.SweepListener;
import io.jststream.service.Program;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import io.jststream.simulator.Simulator;
import io.jststream.simulator.SimulatorConfig;
import io.jststream.simulator.table.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Every catalog file that is there to be switched on and whose API the simulator serves, looked at and carried into its table. */
class ExamplesTest {
    private final List<Integration> examples = Catalog.load(
                    House.ROOT.resolve("catalog").resolve("examples"))
            .stream()
            .filter(example -> Tables.NAMES.contains(example.name()))
            .toList();

    @Test
    void thereIsOneForEachTableThatTheSimulatorServes() {
        assertEquals(
                new TreeSet<>(Tables.NAMES),
                new TreeSet<>(examples.stream().map(Integration::name).toList()));
    }

    @Test
    void allArriveInTheirTables() throws Exception {
        Path data = House.newFolder("examples");
        Map<String, String> fast = Map.of(
                "JST_SIMULATOR_CHANGE_EVERY", "0s",
                "JST_SIMULATOR_ORDERS", "300",
                "JST_CALLS_PER_SECOND", "10000",
                "JST_CALLS_PER_MINUTE", "100000");
        try (Simulator simulator = Simulator.start(SimulatorConfig.from(Settings.from(fast)))) {
            Settings settings = Settings.from(fast)
                    .with(Map.of(
                            "JST_LOCAL_DATA", data.toString(),
                            "JST_TOKEN_FILE", data.resolve("tokens.json").toString(),
                            "JST_BASE_URL", simulator.baseUrl(),
                            "JST_APP_KEY", simulator.appKey(),
                            "JST_APP_SECRET", simulator.appSecret()));
            try (LocalPipeline pipeline =
                    LocalPipeline.start(settings, examples, SweepListener.NONE, (part, where) -> {})) {
                for (Integration example : examples) {
                    FirstPage.read(
                            pipeline.settings(),
                            examples,
                            example,
                            pause -> new Program.Stop().await(pause.toMillis()));
                }
                pipeline.producer().once(new Program.Stop());
                Map<String, Integer> expected = new TreeMap<>();
                examples.forEach(example -> {
                    expected.put(example.target().table(), rows(simulator, example.name()));
                    example.target()
                            .lists()
                            .forEach(list ->
                                    expected.put(list.target().table(), lines(simulator, example.name(), list.path())));
                });

                Awaitility.await()
                        .atMost(Duration.ofMinutes(3))
                        .ignoreExceptions()
                        .untilAsserted(() -> assertEquals(expected, counts(pipeline.settings())));
            }
        }
    }

    private static int rows(Simulator simulator, String table) {
        return table.equals("inventory")
                ? (int) LongStream.rangeClosed(10_001, 10_005)
                        .map(warehouse ->
                                simulator.tables().table(table, warehouse).size())
                        .sum()
                : simulator.tables().table(table).size();
    }

    private static int lines(Simulator simulator, String table, String list) {
        return simulator.tables().table(table).snapshot().stream()
                .mapToInt(row -> row.path(list).size())
                .sum();
    }

    private Map<String, Integer> counts(Settings settings) {
        TableRows rows = new TableRows(
                settings.get(Setting.JST_MYSQL_URL),
                settings.get(Setting.JST_MYSQL_USER),
                settings.secret(Setting.JST_MYSQL_PASSWORD));
        Map<String, Integer> counts = new TreeMap<>();
        examples.stream()
                .flatMap(example -> example.tables().stream())
                .forEach(table ->
                        counts.put(table.name(), rows.read(table.target()).size()));
        return counts;
    }
}
