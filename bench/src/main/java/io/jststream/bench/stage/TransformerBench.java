package io.jststream.bench.stage;

import io.jststream.bench.measure.Contest;
import io.jststream.bench.measure.Counted;
import io.jststream.bench.measure.CpuTime;
import io.jststream.bench.measure.Reading;
import io.jststream.bench.measure.Sampler;
import io.jststream.bench.measure.Size;
import io.jststream.bench.parts.Parts;
import io.jststream.bench.report.Section;
import io.jststream.bench.report.Section.Target;
import io.jststream.bench.topic.Group;
import io.jststream.bench.topic.Load;
import io.jststream.bench.topic.Shops;
import io.jststream.bench.topic.Topic;
import io.jststream.connect.Setup;
import io.jststream.integration.Integration;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.service.Settings;
import io.jststream.transformer.TransformerService;
import io.jststream.transformer.TrivialTransformer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;

/** The transformer with the mapping of the shops, beside a topology that hands every record on: both exactly once. */
public final class TransformerBench {
    private static final String TRIVIAL = "trivial map, 1 thread";
    private static final String AGAIN = "trivial map, 1 thread, again";
    private static final String OURS = "shop mapping, 1 thread";
    private static final String TRIVIAL_2 = "trivial map, 2 threads";
    private static final String OURS_2 = "shop mapping, 2 threads";
    private static final String TRIVIAL_TWICE = "trivial map, 2 instances";
    private static final String OURS_TWICE = "shop mapping, 2 instances";
    private static final String COPY = "bench.copy";

    private final Size size;
    private final Path data;
    private final Settings settings;
    private final Integration integration;
    private int applications;

    private TransformerBench(Size size, Path data, Settings settings, Integration integration) {
        this.size = size;
        this.data = data;
        this.settings = settings;
        this.integration = integration;
    }

    /** A part that reads the raw topic from its beginning as the application of those settings. */
    @FunctionalInterface
    private interface Start {
        AutoCloseable with(Settings settings) throws Exception;
    }

    /** Measures, with its files in a folder that is this measurement's alone. */
    public static Section measure(Size size, Path data, String measured) throws Exception {
        Shops shops = Shops.create();
        Integration integration = shops.integration();
        try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"), 0)) {
            Settings settings = Settings.from(
                    Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(), "JST_TOPIC_REPLICATION", "1"));
            new Setup(settings, List.of(integration)).topics();
            Topic.create(COPY, integration.topicSpecs(4).get(1), settings.kafka());
            Load.records(
                    size.mapped(),
                    number -> shops.raw(number, 1, integration.topics().raw()),
                    settings.kafka());
            return new TransformerBench(size, data, settings, integration).section(measured);
        }
    }

    private Section section(String measured) throws Exception {
        Contest contest = new Contest();
        List<Contest.Turn> turns = new ArrayList<>(List.of(
                turn(TRIVIAL, 1, 1, this::trivial),
                turn(OURS, 1, 1, this::ours),
                turn(AGAIN, 1, 1, this::trivial),
                turn(TRIVIAL_2, 1, 2, this::trivial),
                turn(OURS_2, 1, 2, this::ours)));
        List<String> profiled = new ArrayList<>(List.of(TRIVIAL, OURS, TRIVIAL_2, OURS_2));
        if (!size.quick()) {
            turns.add(turn(TRIVIAL_TWICE, 2, 1, this::trivial));
            turns.add(turn(OURS_TWICE, 2, 1, this::ours));
            profiled.addAll(List.of(TRIVIAL_TWICE, OURS_TWICE));
        }
        contest.run(size.rounds(), turns);
        List<String> lines = new ArrayList<>();
        lines.add(
                "%,d raw shops in 4 partitions, read from their beginning by a new application each turn; measured from the"
                        .formatted(size.mapped()));
        lines.add(
                "commit at which every thread has partitions to the last one: whoever joins first has all of them for a moment. The");
        lines.add(
                "trivial map hands each record on as it is. Both run exactly once, with the transformer's own settings (commit every");
        lines.add(
                "100 ms) but for heartbeats every 200 ms. Instances have a thread each. They and the broker share the machine and a JVM.");
        lines.add("");
        lines.addAll(contest.table("records", "the first", name -> TRIVIAL));
        lines.add("");
        lines.addAll(contest.whereTimeWent("record", profiled));
        List<Target> targets = new ArrayList<>(List.of(
                Target.atLeast(
                        "shop mapping, exactly once, beside the trivial map, 1 thread",
                        0.8,
                        contest.ratio(OURS, TRIVIAL)),
                Target.atLeast("the same on 2 threads", 0.8, contest.ratio(OURS_2, TRIVIAL_2))));
        if (!size.quick()) {
            lines.add("");
            lines.addAll(sampled());
            targets.add(Target.atLeast("the same by 2 instances", 0.8, contest.ratio(OURS_TWICE, TRIVIAL_TWICE)));
        }
        return new Section("Transformer", measured, lines, targets, Map.of("transformer", contest.micros(OURS)));
    }

    private AutoCloseable trivial(Settings of) {
        return TrivialTransformer.start(of, integration.topics().raw(), COPY);
    }

    private AutoCloseable ours(Settings of) {
        TransformerService transformer = TransformerService.create(of, List.of(integration), new SimpleMeterRegistry());
        transformer.start();
        return transformer;
    }

    private Contest.Turn turn(String name, int instances, int threads, Start start) {
        return contest -> contest.take(name, mapped(instances, threads, start, progress -> progress));
    }

    private Reading mapped(int instances, int threads, Start start, UnaryOperator<Counted.Progress> watched)
            throws Exception {
        String application = "bench-" + ++applications;
        Settings of = settings.with(Map.of(
                "JST_STREAMS_APPLICATION_ID",
                application,
                "JST_STREAMS_NUM_STREAM_THREADS",
                Integer.toString(threads),
                // A thread learns so soon that another one takes part: else the first one works alone for three
                // seconds.
                "JST_STREAMS_CONSUMER_HEARTBEAT_INTERVAL_MS",
                "200"));
        try (Admin admin = Admin.create(settings.kafka());
                Parts parts = new Parts()) {
            for (int instance = 1; instance <= instances; instance++) {
                Path state = data.resolve("streams").resolve(Integer.toString(instance));
                parts.add(start.with(of.with(Map.of("JST_STREAMS_STATE_DIR", state.toString()))));
            }
            Group group = new Group(application, instances * threads, admin);
            return Counted.until(size.mapped(), watched.apply(group::doneByAll));
        }
    }

    private List<String> sampled() throws Exception {
        try (Sampler sampler = Sampler.start(data, CpuTime.STREAM_THREADS)) {
            // Once the recorder has begun, all code is compiled anew.
            mapped(1, 1, this::ours, progress -> progress);
            return sampler.lines(OURS, mapped(1, 1, this::ours, sampler::over));
        }
    }
}
