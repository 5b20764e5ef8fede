package io.jststream.bench.pipeline;

import io.jststream.bench.code.Samples;
import io.jststream.bench.measure.Contest;
import io.jststream.bench.measure.Counted;
import io.jststream.bench.measure.CpuTime;
import io.jststream.bench.measure.Reading;
import io.jststream.bench.measure.Size;
import io.jststream.bench.parts.Database;
import io.jststream.bench.parts.SinkParts;
import io.jststream.bench.parts.SinkRun;
import io.jststream.bench.report.Section;
import io.jststream.bench.report.Section.Target;
import io.jststream.bench.topic.Gate;
import io.jststream.bench.topic.Group;
import io.jststream.bench.topic.Load;
import io.jststream.bench.topic.Shops;
import io.jststream.connect.Setup;
import io.jststream.integration.Integration;
import io.jststream.integration.Topics;
import io.jststream.integration.catalog.Catalog;
import io.jststream.service.Program;
import io.jststream.service.Settings;
import io.jststream.transformer.TransformerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** Whether a row costs more where there are more of them: raw topic → table, from a hundred thousand rows to ten million. */
public final class GrowthBench {
    private static final int SMALLEST = 100_000;
    /** Before the largest size, and once more behind it. */
    private static final int TIMES = 2;
    /** After so many, what is left of the compiler's work does not show any more. */
    private static final int WARM_UPS = 5;

    private static final int PARTITIONS = 4;
    private static final int TASKS = 4;
    private static final double MOST = 1.1;
    private static final long LOOK_EVERY_MILLIS = 100;

    private final SinkParts parts;
    private final Shops shops;
    private final Database tables;
    private final Contest contest = Contest.withoutRounds();
    private int integrations;

    private GrowthBench(SinkParts parts, Shops shops) {
        this.parts = parts;
        this.shops = shops;
        this.tables = parts.tables();
    }

    /** Measures, with its files in a folder that is this measurement's alone. */
    public static Section measure(Size size, Path data, String measured) throws Exception {
        Shops shops = Shops.create();
        try (SinkParts parts = new SinkParts(data, shops.integration())) {
            return new GrowthBench(parts, shops).section(sizes(size.grown()), measured);
        }
    }

    /** From the smallest, ten times as many each, to the largest. */
    static List<Integer> sizes(int largest) {
        List<Integer> sizes = new ArrayList<>();
        for (long rows = SMALLEST; rows < largest; rows *= 10) {
            sizes.add((int) rows);
        }
        sizes.add(largest);
        return sizes;
    }

    private Section section(List<Integer> sizes, String measured) throws Exception {
        for (int time = 0; time < WARM_UPS; time++) {
            System.out.printf("to warm up: %,.0f/s%n", written(SMALLEST).rate());
        }
        List<Integer> smaller = sizes.subList(0, sizes.size() - 1);
        int largest = sizes.get(smaller.size());
        take(smaller);
        contest.take(name(largest), written(largest));
        take(smaller);
        List<String> names = sizes.stream().map(GrowthBench::name).toList();
        String base = names.get(0);
        List<String> lines = new ArrayList<>();
        lines.add(
                "Each size from a raw topic of its own, filled before, into a table of its own: one transformer with one thread, %d sink tasks."
                        .formatted(TASKS));
        lines.add(
                "%d times %,d rows warm up; the largest size is measured once, the others %d times before it and %d times behind it. Time is"
                        .formatted(WARM_UPS, SMALLEST, TIMES, TIMES));
        lines.add(
                "that from the first batch of every task to the last one; processor time is all that was used from the moment at which the records could be seen, with everything running.");
        lines.add("");
        lines.add("| | rows/s | spread | µs a row | beside the first | µs of a core a row | beside the first |");
        lines.add("|---|---:|---:|---:|---:|---:|---:|");
        for (String name : names) {
            lines.add("| %s | %,.0f | %.0f %% | %.1f | %.2f | %.1f | %.2f |"
                    .formatted(
                            name,
                            contest.rate(name),
                            contest.spread(name) * 100,
                            1e6 / contest.rate(name),
                            time(name, base),
                            contest.micros(name),
                            cores(name, base)));
        }
        lines.add("");
        lines.addAll(contest.whereTimeWent("row", names));
        String last = names.get(names.size() - 1);
        return new Section(
                "From %s to %s".formatted(base, last),
                measured,
                lines,
                List.of(
                        Target.atMost(
                                "time a row at %s beside that at %s".formatted(last, base), MOST, time(last, base)),
                        Target.atMost("processor time a row, the same", MOST, cores(last, base))),
                Map.of());
    }

    private void take(List<Integer> sizes) throws Exception {
        for (int rows : sizes) {
            for (int time = 0; time < TIMES; time++) {
                contest.take(name(rows), written(rows));
            }
        }
    }

    private static String name(int rows) {
        return "%,d rows".formatted(rows);
    }

    private double time(String name, String base) {
        return contest.rate(base) / contest.rate(name);
    }

    private double cores(String name, String base) {
        return contest.micros(name) / contest.micros(base);
    }

    /** Its topics are removed afterwards, for their room; the table's goes with all the others'. */
    private Reading written(int rows) throws Exception {
        Integration integration = integration();
        Topics topics = integration.topics();
        new Setup(parts.settings(), List.of(integration)).topics();
        String table = tables.newTable();
        try (Admin admin = Admin.create(parts.settings().kafka())) {
            Reading reading = written(rows, integration, table, admin);
            tables.require(table, rows, 1);
            admin.deleteTopics(List.of(topics.raw(), topics.typed(), topics.dead()))
                    .all()
                    .get();
            return reading;
        }
    }

    private Reading written(int rows, Integration integration, String table, Admin admin) throws Exception {
        String application = "bench-" + integration.name();
        String raw = integration.topics().raw();
        Settings settings = parts.settings().with(Map.of("JST_STREAMS_APPLICATION_ID", application));
        try (Gate gate = Gate.close(raw, PARTITIONS, settings.kafka())) {
            Load.records(rows, number -> shops.raw(number, 1, raw), settings.kafka());
            try (SinkRun sink = parts.sink(integration.topics().typed(), table, TASKS);
                    TransformerService transformer =
                            TransformerService.create(settings, List.of(integration), new SimpleMeterRegistry())) {
                transformer.start();
                await(new Group(application, 1, admin));
                await(new Group(sink.group(), TASKS, admin));
                return reading(rows, sink, gate);
            }
        }
    }

    private static Reading reading(int rows, SinkRun sink, Gate gate) throws Exception {
        CpuTime.Mark opened = CpuTime.mark();
        gate.open();
        Reading written = Counted.until(rows, sink::writtenOrFailed);
        CpuTime used = opened.until(CpuTime.mark());
        return new Reading(rows, rows / written.rate(), used);
    }

    /** The shops under another name, so that their topics are others. */
    private Integration integration() {
        String name = "growth" + ++integrations;
        return Catalog.parse(name, Samples.shopsYaml().replace("name: shops\n", "name: " + name + "\n"));
    }

    private static void await(Group group) throws Exception {
        Program.Stop never = new Program.Stop();
        while (!group.isShared()) {
            never.await(LOOK_EVERY_MILLIS);
        }
    }
}
