package io.jststream.bench.pipeline;

import io.jststream.bench.code.Samples;
import io.jststream.bench.measure.Counted;
import io.jststream.bench.parts.SinkParts;
import io.jststream.bench.parts.SinkRun;
import io.jststream.bench.topic.Load;
import io.jststream.bench.topic.Shops;
import io.jststream.connect.replay.ReplayRequest;
import io.jststream.integration.Integration;
import io.jststream.integration.TableDdl;
import io.jststream.integration.catalog.Catalog;
import io.jststream.service.Program;
import io.jststream.service.Settings;
import io.jststream.transformer.TransformerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How long a change is on its way while all of the history is mapped again, with a mapping that changes every row. */
final class ReplayLatency {
    private static final String APPLICATION = "bench-replay-latency";
    private static final int PAGE = 100;
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(600);
    private static final long LOOK_EVERY_MILLIS = 2;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(120);

    private final int rows;
    private final SinkParts parts;
    private final Shops shops;
    private final Settings settings;
    private final String table;
    private final List<Long> millis = new ArrayList<>();
    private int version = 1;
    private double seconds;

    private ReplayLatency(int rows, SinkParts parts, Shops shops) throws SQLException {
        this.rows = rows;
        this.parts = parts;
        this.shops = shops;
        this.settings = parts.settings().with(Map.of("JST_STREAMS_APPLICATION_ID", APPLICATION));
        this.table = parts.tables().newTable();
    }

    /**
     * What was measured.
     *
     * @param millis of each change that was made while the replay was going on
     * @param seconds that the replay took
     */
    record Measured(List<Long> millis, double seconds) {}

    static Measured measure(int rows, Path data) throws Exception {
        Shops shops = Shops.create();
        try (SinkParts parts = new SinkParts(data, shops.integration())) {
            ReplayLatency latency = new ReplayLatency(rows, parts, shops);
            latency.run();
            return new Measured(latency.millis, latency.seconds);
        }
    }

    private void run() throws Exception {
        Load.records(rows, number -> shops.raw(number, version, topic()), settings.kafka());
        try (SinkRun sink = parts.lastingSink(table, 4)) {
            try (TransformerService first = transformer(shops.integration())) {
                first.start();
                Counted.until(rows, sink::writtenOrFailed);
            }
            Integration changed = Catalog.parse(
                    "shops", Samples.shopsYaml().replace("value: \"{shop_site}\"", "value: \"mapped again\""));
            try (ReplayRequest replay = ReplayRequest.of(List.of(changed), APPLICATION, settings.kafka());
                    TransformerService again = transformer(changed);
                    Connection connection = parts.tables().connect();
                    PreparedStatement count = connection.prepareStatement("SELECT COUNT(*) FROM "
                            + TableDdl.quote(table) + " WHERE shop_id BETWEEN ? AND ? AND short_name = ?")) {
                replay.ask(Optional.empty());
                again.start();
                while (again.notReady().isPresent()) {
                    new Program.Stop().await(LOOK_EVERY_MILLIS);
                }
                changesUntilItIsOver(replay, count);
            }
        }
        parts.tables().require(table, PAGE, version);
    }

    private TransformerService transformer(Integration mapping) {
        return TransformerService.create(settings, List.of(mapping), new SimpleMeterRegistry());
    }

    private String topic() {
        return shops.integration().topics().raw();
    }

    /** A page of rows changes, which are some of the history's own, and is awaited; then the next one. */
    private void changesUntilItIsOver(ReplayRequest replay, PreparedStatement count) throws Exception {
        long started = System.nanoTime();
        while (replay.left() > 0) {
            long next = System.nanoTime() + EVERY_NANOS;
            change(count);
            new Program.Stop().await(Math.max(0, (next - System.nanoTime()) / 1_000_000));
        }
        seconds = (System.nanoTime() - started) / 1e9;
    }

    private void change(PreparedStatement count) throws Exception {
        int changed = ++version;
        long sent = System.currentTimeMillis();
        long deadline = System.nanoTime() + LONGEST_NANOS;
        Load.records(PAGE, number -> shops.raw(number, changed, topic()), settings.kafka());
        int arrived = 0;
        while (arrived < PAGE) {
            count.setLong(1, Shops.id(0));
            count.setLong(2, Shops.id(PAGE - 1));
            count.setString(3, "version " + changed);
            try (ResultSet found = count.executeQuery()) {
                found.next();
                long now = System.currentTimeMillis();
                for (; arrived < found.getInt(1); arrived++) {
                    millis.add(now - sent);
                }
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("only " + arrived + " rows of version " + changed + " arrived");
            }
            new Program.Stop().await(LOOK_EVERY_MILLIS);
        }
    }
}
