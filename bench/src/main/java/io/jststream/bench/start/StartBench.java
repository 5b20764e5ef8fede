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
import java.util.OptionalLong;

/** How long the services take from their start to the moment at which they say that they work, and how much memory they get to. */
public final class StartBench {
    private static final int ROUNDS = 3;
    private static final int SHOPS = 317;
    private static final double MEBIBYTE = 1 << 20;
    private static final Map<String, String> NO_LIMITS =
            Map.of("JST_CALLS_PER_SECOND", "1000000", "JST_CALLS_PER_MINUTE", "60000000");

    private final Size size;
    private final Launches launches;
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
    private final Map<String, OptionalLong> memory = new LinkedHashMap<>();

    private StartBench(Size size, Launches launches) {
        this.size = size;
        this.launches = launches;
    }

    /** Measures, with its files in a folder that is this measurement's alone. */
    public static Section measure(Size size, Path data, String measured) throws Exception {
        try (SinkParts parts = SinkParts.atOnce(data, Samples.shops());
                Simulator simulator = Simulator.start(Shops.config(SHOPS, NO_LIMITS))) {
            Setup setup = new Setup(Settings.from(parts.told()), List.of(Samples.shops()));
            setup.tables();
            setup.connectors();
            Map<String, String> told = new HashMap<>(parts.told());
            told.putAll(where(simulator));
            Path folder = Files.createDirectories(data.resolve("services"));
            StartBench bench = new StartBench(size, Launches.create(folder, told));
            bench.starts();
            bench.load();
            return bench.section(measured);
        }
    }

    private static Map<String, String> where(Simulator simulator) {
        Map<String, String> where = new HashMap<>(NO_LIMITS);
        where.putAll(Shops.at(simulator));
        return where;
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

    /** The producer reads the shops of an account that is new to it, then the transformer maps them. */
    private void load() throws Exception {
        try (Simulator simulator = Simulator.start(Shops.config(size.records(), NO_LIMITS))) {
            Map<String, String> account = where(simulator);
            account.put("JST_ACCOUNT", "loaded");
            handle(launches.of(Launches.PRODUCER).with(account));
        }
        handle(launches.of(Launches.TRANSFORMER));
    }

    private void handle(Launch launch) throws Exception {
        try (Started started = launch.start()) {
            started.until("/metrics", page -> records(page) >= size.records());
            memory.put(launch.name(), started.highestMemory());
        }
    }

    /** How many records a service says to have done something about. */
    static double records(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith("jst_records_total{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
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
        lines.add("");
        lines.add(
                "Memory after %,d records: the producer has read as many new ones, the transformer has mapped them. The most that the process"
                        .formatted(size.records()));
        lines.add("has had of the machine's memory at once (VmHWM), beside what its container may have.");
        lines.add("");
        lines.add("| | at its highest | container |");
        lines.add("|---|---:|---:|");
        memory.forEach((name, bytes) -> lines.add("| %s | %s | %s |"
                .formatted(
                        name,
                        bytes.isPresent() ? "%.0f MiB".formatted(bytes.getAsLong() / MEBIBYTE) : "not measured here",
                        launches.memory(name))));
        return new Section("Start and memory", measured, lines, List.of(), Map.of());
    }
}
