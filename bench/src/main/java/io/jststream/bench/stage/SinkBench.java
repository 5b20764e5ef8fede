package io.jststream.bench.stage;

import static io.jststream.bench.stage.SinkTurns.DEBEZIUM;
import static io.jststream.bench.stage.SinkTurns.DEBEZIUM_2;
import static io.jststream.bench.stage.SinkTurns.DELETES;
import static io.jststream.bench.stage.SinkTurns.HAND;
import static io.jststream.bench.stage.SinkTurns.HAND_2;
import static io.jststream.bench.stage.SinkTurns.INSERTS;
import static io.jststream.bench.stage.SinkTurns.SHIPPED;
import static io.jststream.bench.stage.SinkTurns.SHIPPED_2;
import static io.jststream.bench.stage.SinkTurns.SHIPPED_4;
import static io.jststream.bench.stage.SinkTurns.UNCHANGED;
import static io.jststream.bench.stage.SinkTurns.UPDATES;

import io.jststream.bench.measure.Contest;
import io.jststream.bench.measure.Size;
import io.jststream.bench.parts.SinkParts;
import io.jststream.bench.report.Section;
import io.jststream.bench.report.Section.Target;
import io.jststream.bench.topic.Shops;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sink beside rows written by hand: inserts, updates of one column, and rows that are in the table already. */
public final class SinkBench {
    private SinkBench() {}

    /** Measures, with its files in a folder that is this measurement's alone. */
    public static Section measure(Size size, Path data, String measured) throws Exception {
        Shops shops = Shops.create();
        try (SinkParts parts = new SinkParts(data, shops.integration())) {
            return section(size, data, measured, SinkTurns.create(size, parts, shops, true));
        }
    }

    private static Section section(Size size, Path data, String measured, SinkTurns sink) throws Exception {
        Contest contest = new Contest();
        List<Contest.Turn> turns = new ArrayList<>(List.of(
                turn -> sink.byHand(HAND, 1, turn),
                sink::replace,
                turn -> sink.bySink(SHIPPED, 1, turn),
                turn -> sink.bySink(SHIPPED_2, 2, turn)));
        List<String> profiled = new ArrayList<>(List.of(
                HAND + INSERTS,
                HAND + UNCHANGED,
                SHIPPED + INSERTS,
                SHIPPED + UPDATES,
                SHIPPED + UNCHANGED,
                SHIPPED + DELETES,
                SHIPPED_2 + INSERTS));
        if (!size.quick()) {
            turns.add(turn -> sink.bySink(SHIPPED_4, 4, turn));
            turns.add(sink::byFile);
            turns.add(turn -> sink.byHand(HAND_2, 2, turn));
            turns.add(turn -> sink.byDebezium(DEBEZIUM, 1, turn));
            turns.add(turn -> sink.byDebezium(DEBEZIUM_2, 2, turn));
            turns.add(sink::byDefaults);
            profiled.add(DEBEZIUM + INSERTS);
        }
        turns.add(sink::again);
        contest.run(size.rounds(), turns);
        List<String> lines = new ArrayList<>();
        lines.add(
                "%,d rows of 12 columns with a key, into a table of their own each turn: first they are new, then one column of"
                        .formatted(size.records()));
        lines.add(
                "each has changed, then nothing has, then they are gone. By hand: values that are ready in memory, statements of 2,000 rows, a");
        lines.add("transaction each; REPLACE writes %,d rows, each alone. A sink reads JSON from 4 partitions,"
                .formatted(size.replaced()));
        lines.add(
                "and is measured from the moment at which every task has written a batch. MariaDB stands for MySQL here, with its own defaults.");
        lines.add("Broker, Connect and database share the machine. After each turn the table is counted.");
        lines.add("");
        lines.addAll(contest.table("rows", "the same by hand", SinkTurns::byHand));
        lines.add("");
        lines.addAll(contest.whereTimeWent("row", profiled));
        if (!size.quick()) {
            lines.add("");
            lines.addAll(sink.sampled(data));
        }
        return new Section(
                "Sink", measured, lines, targets(contest), Map.of("sink", contest.micros(SHIPPED + INSERTS)));
    }

    private static List<Target> targets(Contest contest) {
        return List.of(
                SinkTurns.target(
                        "sink, inserts, 1 task, beside upserts by hand on 1 connection",
                        0.9,
                        INSERTS,
                        SHIPPED,
                        contest),
                SinkTurns.target("sink, updates, the same", 0.9, UPDATES, SHIPPED, contest),
                SinkTurns.target("sink, unchanged rows, the same", 1.0, UNCHANGED, SHIPPED, contest));
    }
}
