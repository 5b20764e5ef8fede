package io.jststream.bench.stage;

import io.jststream.bench.code.Samples;
import io.jststream.bench.measure.Contest;
import io.jststream.bench.measure.CpuTime;
import io.jststream.bench.measure.Reading;
import io.jststream.bench.measure.Size;
import io.jststream.bench.report.Section;
import io.jststream.bench.topic.Shops;
import io.jststream.connect.Setup;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.producer.ProducerService;
import io.jststream.producer.turn.SweepListener;
import io.jststream.producer.turn.SweepReport;
import io.jststream.service.Program;
import io.jststream.service.Settings;
import io.jststream.simulator.Simulator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The producer where the API has no limits: a list that is new to it, and one that has not changed. */
public final class ProducerBench {
    private static final String NEW = "new records";
    private static final String UNCHANGED = "unchanged records";
    private static final String AGAIN = "unchanged records, again";

    private final Size size;
    private final Settings settings;
    private int accounts;
    /** Taken by the thread that has swept, before it ends. */
    private volatile CpuTime.@Nullable Mark swept;

    private ProducerBench(Size size, Settings settings) {
        this.size = size;
        this.settings = settings;
    }

    /** Measures, with its files in a folder that is this measurement's alone. */
    public static Section measure(Size size, Path data, String measured) throws Exception {
        try (Simulator simulator = Simulator.start(Shops.config(size.swept(), Shops.NO_LIMITS));
                EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"), 0)) {
            Map<String, String> where = new HashMap<>(Shops.NO_LIMITS);
            where.put("JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
            where.put("JST_TOPIC_REPLICATION", "1");
            where.put("JST_TOKEN_FILE", data.resolve("tokens.json").toString());
            where.putAll(Shops.at(simulator));
            Settings settings = Settings.from(where);
            new Setup(settings, List.of(Samples.shops())).topics();
            return new ProducerBench(size, settings).section(measured);
        }
    }

    private Section section(String measured) throws Exception {
        Contest contest = new Contest();
        contest.run(size.rounds(), List.of(this::turn));
        List<String> lines = new ArrayList<>();
        lines.add(
                "A list of %,d shops on pages of 100, read to its end by one account: first every shop is new to the raw topic,"
                        .formatted(size.swept()));
        lines.add(
                "then none has changed. The simulator has no limits here; with the API's, 167 records a second are the most. Time");
        lines.add(
                "in which nobody works is spent on answers of one call at a time. Simulator, broker and producer share the machine.");
        lines.add("");
        lines.addAll(contest.table("records", "the first", name -> NEW));
        lines.add("");
        lines.addAll(contest.whereTimeWent("record", List.of(NEW, UNCHANGED)));
        return new Section(
                "Producer",
                measured,
                lines,
                List.of(),
                Map.of("producer", contest.micros(NEW) - contest.micros(NEW, CpuTime.SIMULATOR)));
    }

    /** An account of its own each time, so that what an earlier one has published is not known. */
    private void turn(Contest contest) throws Exception {
        Settings of = settings.with(Map.of("JST_ACCOUNT", "bench-" + ++accounts));
        try (ProducerService producer =
                ProducerService.create(of, List.of(Samples.shops()), new SimpleMeterRegistry(), new End())) {
            for (String name : List.of(NEW, UNCHANGED, AGAIN)) {
                CpuTime.Mark began = CpuTime.mark();
                producer.once(new Program.Stop());
                CpuTime.Mark ended = Objects.requireNonNull(swept);
                contest.take(name, new Reading(size.swept(), began.secondsUntil(ended), began.until(ended)));
            }
        }
    }

    private final class End implements SweepListener {
        @Override
        public void ended(SweepReport report) {
            swept = CpuTime.mark();
        }
    }
}
