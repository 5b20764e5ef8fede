package io.jststream.bench.pipeline;

import io.jststream.bench.code.Samples;
import io.jststream.bench.measure.Contest;
import io.jststream.bench.measure.Counted;
import io.jststream.bench.measure.Size;
import io.jststream.bench.parts.Database;
import io.jststream.bench.parts.SinkParts;
import io.jststream.bench.parts.SinkRun;
import io.jststream.bench.report.Section;
import io.jststream.bench.report.Section.Target;
import io.jststream.bench.topic.Load;
import io.jststream.bench.topic.Shops;
import io.jststream.bench.topic.Topic;
import io.jststream.connect.replay.ReplayRequest;
import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
import io.jststream.service.Settings;
import io.jststream.transformer.TransformerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A changed mapping over the whole raw topic, to the table: beside the sink alone, which is the slowest stage. */
public final class ReplayBench {
    /** They are long ones. */
    private static final int MOST_ROUNDS = 3;

    private static final String APPLICATION = "bench-replay";
    private static final String ALONE = "sink alone, updates";
    private static final String AGAIN = "sink alone, updates, again";
    private static final String REPLAY = "raw topic → table, updates";

    private final Size size;
    private final SinkParts parts;
    private final Shops shops;
    private final Database tables;
    private final String table;

    private int version = 1;

    private ReplayBench(Size size, SinkParts parts, Shops shops) throws Exception {
        this.size = size;
        this.parts = parts;
        this.shops = shops;
        this.tables = parts.tables();
        this.table = tables.newTable();
    }

    /** Measures, with its files in a folder that is this measurement's alone. */
    public static Section measure(Size size, Path data, String measured) throws Exception {
        Shops shops = Shops.create();
        Integration integration = shops.integration();
        try (SinkParts parts = new SinkParts(data, integration)) {
            Load.records(
                    size.replayed(),
                    number -> shops.raw(number, 1, integration.topics().raw()),
                    parts.settings().kafka());
            return new ReplayBench(size, parts, shops).section(measured);
        }
    }

    private Section section(String measured) throws Exception {
        // the transformer has mapped the history before
        turn(new Contest(), shops.integration());
        Contest contest = new Contest();
        contest.run(
                Math.min(MOST_ROUNDS, size.rounds()),
                List.of(turn -> alone(ALONE, turn), this::replay, turn -> alone(AGAIN, turn)));
        List<String> lines = new ArrayList<>();
        lines.add(
                "%,d raw shops in 4 partitions. In each replay the mapping gives one column another value, so that every row is"
                        .formatted(size.replayed()));
        lines.add(
                "updated; asked for as `make replay` does, and measured from the moment the transformer runs, with one stream thread and");
        lines.add(
                "one sink task. The sink alone is given as many typed records that update every row as well, and is measured from the");
        lines.add("first batch in the table.");
        lines.add("");
        lines.addAll(contest.table("rows", "the first", name -> ALONE));
        lines.add("");
        lines.addAll(contest.whereTimeWent("row", List.of(ALONE, REPLAY)));
        return new Section(
                "Replay",
                measured,
                lines,
                List.of(Target.atLeast(
                        "replay of %,d rows, raw topic → table, beside its slowest stage alone"
                                .formatted(size.replayed()),
                        0.85,
                        contest.ratio(REPLAY, ALONE))),
                Map.of("raw topic → table", contest.micros(REPLAY)));
    }

    private void alone(String name, Contest contest) throws Exception {
        int next = ++version;
        String topic = "bench.version." + next;
        Topic.create(
                topic,
                shops.integration().topicSpecs(4).get(1),
                parts.settings().kafka());
        Load.records(
                size.replayed(),
                number -> shops.typed(number, next, topic),
                parts.settings().kafka());
        try (SinkRun sink = parts.sink(topic, table, 1)) {
            contest.take(name, Counted.until(size.replayed(), sink::writtenOrFailed));
        }
        tables.require(table, size.replayed(), next);
    }

    private void replay(Contest contest) throws Exception {
        int next = ++version;
        try (ReplayRequest replay = ReplayRequest.of(
                List.of(shops.integration()), APPLICATION, parts.settings().kafka())) {
            replay.ask(Optional.empty());
        }
        turn(
                contest,
                Catalog.parse(
                        "shops",
                        Samples.shopsYaml().replace("value: \"{short_name}\"", "value: \"version " + next + "\"")));
        tables.require(table, size.replayed(), next);
    }

    /** The sink goes on at the end of the typed topic, as it does in life. */
    private void turn(Contest contest, Integration mapping) throws Exception {
        Settings settings = parts.settings().with(Map.of("JST_STREAMS_APPLICATION_ID", APPLICATION));
        try (SinkRun sink = parts.lastingSink(table, 1);
                TransformerService transformer =
                        TransformerService.create(settings, List.of(mapping), new SimpleMeterRegistry())) {
            transformer.start();
            contest.take(
                    REPLAY,
                    Counted.until(
                            size.replayed() + 1,
                            () -> transformer.notReady().isPresent() ? 0 : sink.writtenOrFailed() + 1));
        }
    }
}
