package io.jststream.bench.stage;

import io.jststream.bench.measure.Contest;
import io.jststream.bench.measure.Counted;
import io.jststream.bench.measure.CpuTime;
import io.jststream.bench.measure.Reading;
import io.jststream.bench.measure.Sampler;
import io.jststream.bench.measure.Size;
import io.jststream.bench.parts.Database;
import io.jststream.bench.parts.SinkParts;
import io.jststream.bench.parts.SinkRun;
import io.jststream.bench.report.Section;
import io.jststream.bench.topic.Load;
import io.jststream.bench.topic.Shops;
import io.jststream.bench.topic.Topic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The turns in which rows are written, by the sink and by hand; each into a table of its own. Used by one thread. */
final class SinkTurns {
    static final String INSERTS = ", inserts";
    static final String UPDATES = ", updates";
    static final String DELETES = ", deletes";
    static final String UNCHANGED = ", unchanged rows";
    static final String REPLACE = "REPLACE INTO, row by row";
    static final String HAND = "upserts by hand, 1 connection";
    static final String AGAIN = HAND + ", again";
    static final String HAND_2 = "upserts by hand, 2 connections";
    static final String SHIPPED = "sink as we ship it, 1 task";
    static final String SHIPPED_2 = "sink as we ship it, 2 tasks";
    static final String SHIPPED_4 = "sink as we ship it, 4 tasks";
    static final String FILE = "LOAD DATA and merge, 1 connection";

    static final String DEBEZIUM = "Debezium's sink, configured as well as we can, 1 task";
    static final String DEBEZIUM_2 = "Debezium's sink, configured as well as we can, 2 tasks";

    private static final String DEFAULTS = "Debezium's sink with its own defaults, 1 task";
    private static final String NEW = "bench.new";
    private static final String CHANGED = "bench.changed";
    private static final String GONE = "bench.gone";

    private final Size size;
    private final SinkParts parts;
    private final Database tables;
    private final HandWriter hand;
    private final boolean deletes;

    private SinkTurns(Size size, SinkParts parts, Shops shops, boolean deletes) throws Exception {
        this.size = size;
        this.parts = parts;
        this.tables = parts.tables();
        this.hand = new HandWriter(shops, tables);
        this.deletes = deletes;
    }

    /**
     * Fills the topics that the sink reads.
     *
     * @param deletes whether rows are deleted in the end
     */
    static SinkTurns create(Size size, SinkParts parts, Shops shops, boolean deletes) throws Exception {
        for (String topic : deletes ? List.of(NEW, CHANGED, GONE) : List.of(NEW, CHANGED)) {
            Topic.create(
                    topic,
                    shops.integration().topicSpecs(4).get(1),
                    parts.settings().kafka());
            int version = topic.equals(NEW) ? 1 : 2;
            Load.records(
                    size.records(),
                    number -> topic.equals(GONE) ? shops.tombstone(number, topic) : shops.typed(number, version, topic),
                    parts.settings().kafka());
        }
        return new SinkTurns(size, parts, shops, deletes);
    }

    /** What a contender has to be compared with: the same rows by hand on one connection. */
    static String byHand(String name) {
        return HAND + name.substring(name.lastIndexOf(", "));
    }

    /** How the sink does beside the same rows by hand on one connection. */
    static Section.Target target(String what, double wanted, String kind, String sink, Contest contest) {
        return Section.Target.atLeast(what, wanted, contest.ratio(sink + kind, HAND + kind));
    }

    /** The first contender once more. */
    void again(Contest contest) throws Exception {
        contest.take(AGAIN + INSERTS, hand.upsert(size.records(), 1, 1, tables.newTable()));
    }

    void replace(Contest contest) throws Exception {
        String table = tables.newTable();
        contest.take(REPLACE + INSERTS, hand.replaceOneByOne(size.replaced(), table));
        tables.require(table, size.replaced(), 1);
    }

    void byHand(String name, int connections, Contest contest) throws Exception {
        String table = tables.newTable();
        contest.take(name + INSERTS, hand.upsert(size.records(), 1, connections, table));
        contest.take(name + UPDATES, hand.upsert(size.records(), 2, connections, table));
        contest.take(name + UNCHANGED, hand.upsert(size.records(), 2, connections, table));
        tables.require(table, size.records(), 2);
        if (deletes && connections == 1) {
            contest.take(name + DELETES, hand.delete(size.records(), table));
            tables.require(table, 0, 2);
        }
    }

    void byFile(Contest contest) throws Exception {
        String table = tables.newTable();
        contest.take(FILE + INSERTS, hand.load(size.records(), 1, tables.newTable(), table));
        tables.require(table, size.records(), 1);
        contest.take(FILE + UPDATES, hand.load(size.records(), 2, tables.newTable(), table));
        contest.take(FILE + UNCHANGED, hand.load(size.records(), 2, tables.newTable(), table));
        tables.require(table, size.records(), 2);
    }

    void bySink(String name, int tasks, Contest contest) throws Exception {
        String table = tables.newTable();
        upserts(name, table, topic -> bySink(topic, table, tasks), contest);
        if (deletes) {
            contest.take(name + DELETES, bySink(GONE, table, tasks));
            tables.require(table, 0, 2);
        }
    }

    /** The stock sink that anybody can have. */
    void byDebezium(String name, int tasks, Contest contest) throws Exception {
        String table = tables.newTable();
        upserts(name, table, topic -> byDebezium(topic, table, tasks), contest);
    }

    /** A sink that reads a topic to its end. */
    @FunctionalInterface
    private interface Writer {
        Reading write(String topic) throws Exception;
    }

    private void upserts(String name, String table, Writer sink, Contest contest) throws Exception {
        contest.take(name + INSERTS, sink.write(NEW));
        tables.require(table, size.records(), 1);
        contest.take(name + UPDATES, sink.write(CHANGED));
        contest.take(name + UNCHANGED, sink.write(CHANGED));
        tables.require(table, size.records(), 2);
    }

    private Reading byDebezium(String topic, String table, int tasks) throws Exception {
        try (SinkRun sink = parts.debezium(topic, table, tasks, Map.of())) {
            return counted(size.records(), sink::writtenOrFailed);
        }
    }

    /** The first tenth of the rows: this one takes its time. */
    void byDefaults(Contest contest) throws Exception {
        try (SinkRun sink = parts.debezium(NEW, tables.newTable(), 1, defaults())) {
            contest.take(DEFAULTS + INSERTS, counted(size.records() / 10, sink::writtenOrFailed));
        }
    }

    private Reading bySink(String topic, String table, int tasks) throws Exception {
        return bySink(topic, table, tasks, progress -> progress);
    }

    private Reading bySink(String topic, String table, int tasks, UnaryOperator<Counted.Progress> watched)
            throws Exception {
        try (SinkRun sink = parts.sink(topic, table, tasks)) {
            return counted(size.records(), watched.apply(sink::writtenOrFailed));
        }
    }

    private Reading counted(int rows, Counted.Progress progress) throws Exception {
        return Counted.until(rows, progress, tables.processes());
    }

    /** Whose code the time of the sink's one task goes to. */
    List<String> sampled(Path data) throws Exception {
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
