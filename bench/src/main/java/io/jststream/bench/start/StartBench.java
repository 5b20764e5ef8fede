package io.jststream.bench.start;

import io.jststream.bench.code.Samples;
import io.jststream.bench.measure.Contest;
import io.jststream.bench.measure.Size;
import io.jststream.bench.parts.SinkParts;
import io.jststream.bench.report.Section;
import io.jststream.bench.topic.Shops;
import io.jststream.connect.Setup;
import io.jststream.service.Settings;
import io.jststream.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long the services take from their start to the moment at which they say that they work. */
public final class StartBench {
    private static final int ROUNDS = 3;
    private static final int SHOPS = 317;

    private final Size size;
    private final Launches launches;
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

    private StartBench(Size size, Launches launches) {
        this.size = size;
        this.launches = launches;
    }

    /** Measures, with its files in a folder that is this measurement's alone. */
    public static Section measure(Size size, Path data, String measured) throws Exception {
        try (SinkParts parts = SinkParts.atOnce(data, Samples.shops());
                Simulator simulator = Simulator.start(Shops.config(SHOPS, Shops.NO_LIMITS))) {
            Setup setup = new Setup(Settings.from(parts.told()), List.of(Samples.shops()));
            setup.tables();
            setup.connectors();
            Map<String, String> told = new HashMap<>(parts.told());
            told.putAll(Shops.NO_LIMITS);
            told.putAll(Shops.at(simulator));
            Path folder = Files.createDirectories(data.resolve("services"));
            StartBench bench = new StartBench(size, Launches.create(folder, told));
            bench.starts();
            return bench.section(measured);
        }
    }

    private void starts() throws Exception {
        for (int round = 1; round <= (size.quick() ? 1 : ROUNDS); round++) {
            for (String name : launches.names()) {
                Launch launch = launches.of(name);
                try (Started started = launch.start()) {
                    double ready = started.ready(launch.page());
                    System.out.printf("%s ready after %.2f s%n", name, ready);
                    seconds.computeIfAbsent(name, unused -> new ArrayList<>()).add(ready);
                }
            }
        }
    }

    private Section section(String measured) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "Each service as a process of its own, alone with broker, database, Connect worker and simulator, with the options of its");
        lines.add(
                "image, an archive of its classes as the image has one, and the memory of its container (docker-compose.yml) as all that its JVM");
        lines.add(
                "sees. From the start of the process to the first time that its status page says ready (`/readyz`; the Connect worker's");
        lines.add(
                "`/health`), %s. The Connect worker runs without the agent that shows its metrics, and has no connector yet."
                        .formatted(size.quick() ? "once" : ROUNDS + " times, the services in turns"));
        lines.add("");
        lines.add("| | ready after | spread |");
        lines.add("|---|---:|---:|");
        seconds.forEach((name, all) -> {
            double[] sorted =
                    all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            double median = Contest.median(sorted);
            lines.add("| %s | %.2f s | %.0f %% |"
                    .formatted(name, median, (sorted[sorted.length - 1] - sorted[0]) / median * 100));
        });
        return new Section("Start", measured, lines, List.of(), Map.of());
    }
}
