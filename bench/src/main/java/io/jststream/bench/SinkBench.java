package io.jststream.bench;

import io.jststream.bench.Section.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The sink beside rows written by hand: inserts, updates of one column, and rows that are in the table already. */
final class SinkBench {
    private static final String INSERTS = ", inserts";
    private static final String UPDATES = ", updates";
    private static final String DELETES = ", deletes";
    private static final String UNCHANGED = ", unchanged rows";
    private static final String REPLACE = "REPLACE INTO, row by row";
    private static final String HAND = "upserts by hand, 1 connection";
    private static final String AGAIN = HAND + ", again";
    private static final String HAND_2 = "upserts by hand, 2 connections";
    private static final String SHIPPED = "sink as we ship it, 1 task";
    private static final String SHIPPED_2 = "sink as we ship it, 2 tasks";
    private static final String SHIPPED_4 = "sink as we ship it, 4 tasks";
    private static final String FILE = "LOAD DATA and merge, 1 connection";
    private static final String DEFAULTS = "sink with its own defaults, 1 task";
    private static final String NEW = "bench.new";
    private static final String CHANGED = "bench.changed";
    private static final String GONE = "bench.gone";

    private final Size size;
    private final Path data;
    private final SinkParts parts;
    private final Database tables;
    private final HandWriter hand;

    private SinkBench(Size size, Path data, SinkParts parts, Shops shops) throws Exception {
        this.size = size;
        this.data = data;
        this.parts = parts;
        this.tables = parts.tables();
        this.hand = new HandWriter(shops, tables);
    }

    static Section measure(Size size, Path data, String measured) throws Exception {
        Shops shops = Shops.create();
        try (SinkParts parts = new SinkParts(data, shops.integration())) {
            for (String topic : List.of(NEW, CHANGED, GONE)) {
                Topic.create(
                        topic,
                        shops.integration().topicSpecs(4).get(1),
                        parts.settings().kafka());
                int version = topic.equals(NEW) ? 1 : 2;
                Load.records(
                        size.records(),
                        number -> topic.equals(GONE)
                                ? shops.tombstone(number, topic)
                                : shops.typed(number, version, topic),
                        parts.settings().kafka());
            }
            return new SinkBench(size, data, parts, shops).section(measured);
        }
    }

    private Section section(String measured) throws Exception {
        Contest contest = new Contest();
        List<Contest.Turn> turns = new ArrayList<>(List.of(
                turn -> byHand(HAND, 1, turn),
                this::replace,
                turn -> bySink(SHIPPED, 1, turn),
                turn -> bySink(SHIPPED_2, 2, turn),
                turn -> bySink(SHIPPED_4, 4, turn),
                this::byFile,
                turn -> byHand(HAND_2, 2, turn)));
        turns.add(turn -> turn.take(AGAIN + INSERTS, hand.upsert(size.records(), 1, 1, tables.newTable())));
        if (!size.quick()) {
            turns.add(this::byDefaults);
        }
        contest.run(size.rounds(), turns);
        List<String> lines = new ArrayList<>();
        lines.add(
                "%,d rows of 12 columns with a key, into a table of their own each turn: first they are new, then one column of"
                        .formatted(size.records()));
        lines.add(
                "each has changed, then nothing has, then they are gone. By hand: values that are ready in memory, statements of 2,000 rows, a");
        lines.add(
                "transaction each; REPLACE writes %,d rows, each alone. The sink is Debezium's, reads JSON from 4 partitions,"
                        .formatted(size.replaced()));
        lines.add(
                "and is measured from the moment at which every task has written a batch. MariaDB stands for MySQL here, with its own defaults.");
        lines.add("Broker, Connect and database share the machine. After each turn the table is counted.");
        lines.add("");
        lines.addAll(contest.table("rows", "the same by hand", SinkBench::byHand));
        lines.add("");
        lines.addAll(contest.whereTimeWent(
                "row",
                List.of(
                        HAND + INSERTS,
                        HAND + UNCHANGED,
                        SHIPPED + INSERTS,
                        SHIPPED + UPDATES,
                        SHIPPED + UNCHANGED,
                        SHIPPED + DELETES,
                        SHIPPED_2 + INSERTS)));
        lines.add("");
        lines.addAll(sampled());
        return new Section(
                "Sink", measured, lines, targets(contest), Map.of("sink", contest.micros(SHIPPED + INSERTS)));
    }

    /** What a contender has to be compared with: the same rows by hand on one connection. */
    private static String byHand(String name) {
        return HAND + name.substring(name.lastIndexOf(", "));
    }

    private static List<Target> targets(Contest contest) {
        return List.of(
                target("sink, inserts, 1 task, beside upserts by hand on 1 connection", 0.9, INSERTS, SHIPPED, contest),
                target("sink, updates, the same", 0.9, UPDATES, SHIPPED, contest),
                target("sink, unchanged rows, the same", 1.0, UNCHANGED, SHIPPED, contest),
                target("sink, inserts, 2 tasks, beside 1 connection", 0.9, INSERTS, SHIPPED_2, contest),
                target("sink, inserts, 4 tasks, beside 1 connection", 0.9, INSERTS, SHIPPED_4, contest));
    }

    private static Target target(String what, double wanted, String kind, String sink, Contest contest) {
        return Target.atLeast(what, wanted, contest.ratio(sink + kind, HAND + kind));
    }

    private void replace(Contest contest) throws Exception {
        String table = tables.newTable();
        contest.take(REPLACE + INSERTS, hand.replaceOneByOne(size.replaced(), table));
        tables.require(table, size.replaced(), 1);
    }

    private void byHand(String name, int connections, Contest contest) throws Exception {
        String table = tables.newTable();
        contest.take(name + INSERTS, hand.upsert(size.records(), 1, connections, table));
        contest.take(name + UPDATES, hand.upsert(size.records(), 2, connections, table));
        contest.take(name + UNCHANGED, hand.upsert(size.records(), 2, connections, table));
        tables.require(table, size.records(), 2);
        if (connections == 1) {
            contest.take(name + DELETES, hand.delete(size.records(), table));
            tables.require(table, 0, 2);
        }
    }

    private void byFile(Contest contest) throws Exception {
        String table = tables.newTable();
        contest.take(FILE + INSERTS, hand.load(size.records(), 1, tables.newTable(), table));
        tables.require(table, size.records(), 1);
        contest.take(FILE + UPDATES, hand.load(size.records(), 2, tables.newTable(), table));
        contest.take(FILE + UNCHANGED, hand.load(size.records(), 2, tables.newTable(), table));
        tables.require(table, size.records(), 2);
    }

    private void bySink(String name, int tasks, Contest contest) throws Exception {
        String table = tables.newTable();
        contest.take(name + INSERTS, bySink(NEW, table, tasks));
        tables.require(table, size.records(), 1);
        contest.take(name + UPDATES, bySink(CHANGED, table, tasks));
        contest.take(name + UNCHANGED, bySink(CHANGED, table, tasks));
        tables.require(table, size.records(), 2);
        contest.take(name + DELETES, bySink(GONE, table, tasks));
        tables.require(table, 0, 2);
    }

    /** The first tenth of the rows: this one takes its time. */
    private void byDefaults(Contest contest) throws Exception {
        try (SinkRun sink = parts.sink(NEW, tables.newTable(), 1, defaults())) {
            contest.take(DEFAULTS + INSERTS, Counted.until(size.records() / 10, sink::writtenOrFailed));
        }
    }

    private Reading bySink(String topic, String table, int tasks) throws Exception {
        return bySink(topic, table, tasks, progress -> progress);
    }

    private Reading bySink(String topic, String table, int tasks, UnaryOperator<Counted.Progress> watched)
            throws Exception {
        try (SinkRun sink = parts.sink(topic, table, tasks)) {
            return Counted.until(size.records(), watched.apply(sink::writtenOrFailed));
        }
    }

    private List<String> sampled() throws Exception {
        String table = tables.newTable();
        try (Sampler sampler = Sampler.start(data, CpuTime.SINK_TASKS)) {
            // Once the recorder has begun, all code is compiled anew.
            bySink(NEW, table, 1);
            return sampler.lines(SHIPPED + UPDATES, bySink(CHANGED, table, 1, sampler::over));
        }
    }

    /** Whoever configures nothing gets these. */
    private Map<String, String> defaults() {
        return Map.of(
                "batch.size", "",
                "consumer.override.max.poll.records", "",
                "connection.url", parts.urlWithoutJoinedStatements());
    }
}
