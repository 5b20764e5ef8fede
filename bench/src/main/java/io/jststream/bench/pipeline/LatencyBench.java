package io.jststream.bench.pipeline;

import static io.jststream.service.Setting.JST_MYSQL_PASSWORD;
import static io.jststream.service.Setting.JST_MYSQL_URL;
import static io.jststream.service.Setting.JST_MYSQL_USER;

import io.jststream.bench.code.Samples;
import io.jststream.bench.measure.Size;
import io.jststream.bench.report.Section;
import io.jststream.bench.report.Section.Target;
import io.jststream.bench.topic.Shops;
import io.jststream.integration.RecordHeaders;
import io.jststream.local.LocalPipeline;
import io.jststream.producer.publish.History;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.producer.turn.SweepListener;
import io.jststream.service.Program;
import io.jststream.service.Settings;
import io.jststream.simulator.Simulator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Header;

/** How long a change is on its way: from the API's answer, as the raw record says, to the row in the table. */
public final class LatencyBench {
    private static final int SHOPS = 100;
    /** A page of 100 records so often is what 100 calls a minute come to. */
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(600);

    private static final long LOOK_EVERY_MILLIS = 2;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Simulator simulator;
    private final LocalPipeline pipeline;
    /** When the rows of a version were first seen, epoch milliseconds; one entry a row. */
    private final Map<Integer, List<Long>> seen = new LinkedHashMap<>();

    private LatencyBench(Simulator simulator, LocalPipeline pipeline) {
        this.simulator = simulator;
        this.pipeline = pipeline;
    }

    /** Measures, with its files in a folder that is this measurement's alone. */
    public static Section measure(Size size, Path data, String measured) throws Exception {
        try (Simulator simulator = Simulator.start(Shops.config(SHOPS, Shops.NO_LIMITS))) {
            Settings settings = Settings.from(Shops.NO_LIMITS)
                    .with(Map.of(
                            "JST_LOCAL_DATA", data.toString(),
                            "JST_TOKEN_FILE", data.resolve("tokens.json").toString()))
                    .with(Shops.at(simulator));
            try (LocalPipeline pipeline =
                    LocalPipeline.start(settings, List.of(Samples.shops()), SweepListener.NONE, (part, where) -> {})) {
                List<Long> live = new LatencyBench(simulator, pipeline).live(size);
                return section(size, live, measured, data);
            }
        }
    }

    private List<Long> live(Size size) throws Exception {
        int warmUp = 10;
        Settings settings = pipeline.settings();
        try (Connection connection = DriverManager.getConnection(
                        settings.get(JST_MYSQL_URL),
                        settings.get(JST_MYSQL_USER),
                        settings.secret(JST_MYSQL_PASSWORD).value());
                PreparedStatement count =
                        connection.prepareStatement("SELECT COUNT(*) FROM shops WHERE short_name = ?")) {
            long next = System.nanoTime();
            for (int version = 1; version <= warmUp + size.liveSweeps(); version++) {
                new Program.Stop().await(Math.max(0, (next - System.nanoTime()) / 1_000_000));
                next = System.nanoTime() + EVERY_NANOS;
                sweep(version, count);
            }
        }
        return latencies(warmUp);
    }

    private static Section section(Size size, List<Long> live, String measured, Path data) throws Exception {
        ReplayLatency.Measured replay = ReplayLatency.measure(size.history(), data.resolve("replay"));
        List<String> lines = new ArrayList<>();
        lines.add(
                "%,d changes, a page of %d every %d ms: more a second than the quota of an account allows (100 calls a minute)."
                        .formatted(live.size(), SHOPS, EVERY_NANOS / 1_000_000));
        lines.add(
                "From the arrival of the API's answer, which stands in the raw record, to the row in the table, looked at every");
        lines.add("%d ms. Everything runs in one JVM here, the database beside it.".formatted(LOOK_EVERY_MILLIS));
        lines.add(
                "During a replay: %,d changes of rows that are mapped again at the same time, from the page's way to the raw topic on,"
                        .formatted(replay.millis().size()));
        lines.add(
                "while %,d rows are mapped again and all of them updated, which took %.1f s (%,d rows/s) with four sink tasks."
                        .formatted(size.history(), replay.seconds(), Math.round(size.history() / replay.seconds())));
        lines.add("");
        lines.add("| ms | p50 | p99 | longest |");
        lines.add("|---|---:|---:|---:|");
        lines.add(row("at live rates", live));
        lines.add(row("during a replay", replay.millis()));
        return new Section(
                "A change on its way",
                measured,
                lines,
                List.of(
                        target("change → row at live rates, p99", 1, live),
                        target("change → row during a replay, p99", 3, replay.millis())),
                Map.of());
    }

    private static String row(String when, List<Long> millis) {
        return "| %s | %,d | %,d | %,d |"
                .formatted(when, percentile(millis, 0.50), percentile(millis, 0.99), Collections.max(millis));
    }

    private static Target target(String what, int seconds, List<Long> millis) {
        long p99 = percentile(millis, 0.99);
        return new Target(what, "≤ " + seconds + " s", "%.3f s".formatted(p99 / 1000.0), p99 <= seconds * 1000L);
    }

    /** Changes every shop, reads them, and waits until the last one is in the table. */
    private void sweep(int version, PreparedStatement count) throws Exception {
        simulator
                .shops()
                .snapshot()
                .forEach(shop -> simulator.shops().put(shop.put("short_name", "version " + version)));
        Thread reading = new Thread(() -> {
            try {
                pipeline.producer().once(new Program.Stop());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        reading.start();
        List<Long> arrived = new ArrayList<>();
        long deadline = System.nanoTime() + LONGEST_NANOS;
        while (arrived.size() < SHOPS) {
            count.setString(1, "version " + version);
            try (ResultSet found = count.executeQuery()) {
                found.next();
                long now = System.currentTimeMillis();
                while (arrived.size() < found.getInt(1)) {
                    arrived.add(now);
                }
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("only " + arrived.size() + " rows of version " + version + " arrived");
            }
            new Program.Stop().await(LOOK_EVERY_MILLIS);
        }
        seen.put(version, arrived);
        reading.join();
    }

    /** Each row's time in the table less that of the page it came with. */
    private List<Long> latencies(int warmUp) {
        Map<Integer, Long> fetched = new HashMap<>();
        History.read(
                KafkaClients.of(pipeline.settings().kafka()),
                Samples.shops().topics().raw(),
                raw -> {
                    String value = new String(raw.value(), StandardCharsets.UTF_8);
                    int at = value.indexOf("version ") + "version ".length();
                    Header header = raw.headers().lastHeader(RecordHeaders.FETCHED_AT);
                    fetched.put(
                            Integer.parseInt(value, at, value.indexOf('"', at), 10),
                            Long.parseLong(new String(header.value(), StandardCharsets.UTF_8)));
                });
        List<Long> latencies = new ArrayList<>();
        seen.forEach((version, rows) -> {
            if (version > warmUp) {
                rows.forEach(at -> latencies.add(at - fetched.getOrDefault(version, at)));
            }
        });
        return latencies;
    }

    static long percentile(List<Long> values, double share) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
