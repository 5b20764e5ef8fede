package io.jststream.bench.pipeline;

import io.jststream.bench.measure.Size;
import io.jststream.bench.parts.Stack;
import io.jststream.bench.report.Section;
import io.jststream.bench.topic.Shops;
import io.jststream.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How much memory the containers get to while rows arrive, and while they are mapped again; where Docker is there. */
public final class MemoryBench {
    private static final String TITLE = "Memory under load";
    private static final Duration ROWS_WITHIN = Duration.ofMinutes(30);
    private static final double MEBIBYTE = 1 << 20;

    private MemoryBench() {}

    /** Measures, with its files in a folder that is this measurement's alone; where Docker is missing, the section says so. */
    public static Section measure(Size size, Path data, String measured) throws Exception {
        Optional<String> missing = Stack.missing();
        if (missing.isPresent()) {
            return Section.without(missing.get(), TITLE, measured);
        }
        Map<String, String> ofAllAddresses = new HashMap<>(Shops.NO_LIMITS);
        ofAllAddresses.put("JST_SIMULATOR_ADDRESS", "0.0.0.0:0");
        try (Simulator simulator = Simulator.start(Shops.config(size.records(), ofAllAddresses));
                Stack stack = Stack.start(data, settings(simulator))) {
            stack.awaitRows(size.records(), ROWS_WITHIN);
            Map<String, Long> arrived = highest(stack);
            System.out.println(stack.replay());
            return section(size, measured, stack, arrived, highest(stack));
        }
    }

    /** With that simulator in place of the one in a container, which keeps to the API's limits. */
    private static Map<String, String> settings(Simulator simulator) {
        Map<String, String> settings = new HashMap<>(Shops.NO_LIMITS);
        settings.put("COMPOSE_PROFILES", "");
        settings.put("JST_APP_KEY", simulator.appKey());
        settings.put(
                "JST_BASE_URL",
                "http://host.docker.internal:" + URI.create(simulator.baseUrl()).getPort());
        return settings;
    }

    private static Map<String, Long> highest(Stack stack) throws IOException, InterruptedException {
        Map<String, Long> highest = new TreeMap<>();
        for (String service : stack.services()) {
            highest.put(service, stack.highestMemory(service));
        }
        return highest;
    }

    private static Section section(
            Size size, String measured, Stack stack, Map<String, Long> arrived, Map<String, Long> replayed)
            throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(
                "The containers of `make up`, and a simulator without limits beside them: %,d new shops are read, mapped and written, then"
                        .formatted(size.records()));
        lines.add(
                "`make replay` maps them again, which starts the transformer anew. The most memory that a process in the container has had");
        lines.add("at once since its start (VmHWM), in MiB, beside what the container may have (docker-compose.yml).");
        lines.add("");
        lines.add("| | all have arrived | mapped again | container |");
        lines.add("|---|---:|---:|---:|");
        for (Map.Entry<String, Long> service : arrived.entrySet()) {
            lines.add("| %s | %.0f | %.0f | %s |"
                    .formatted(
                            service.getKey(),
                            service.getValue() / MEBIBYTE,
                            replayed.getOrDefault(service.getKey(), 0L) / MEBIBYTE,
                            stack.memory(service.getKey())));
        }
        lines.forEach(System.out::println);
        return new Section(TITLE, measured, lines, List.of(), Map.of());
    }
}
