package io.jststream.bench;

import io.jststream.bench.Section.Target;
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
import org.apache.kafka.clients.admin.Admin;

/** The transformer with the mapping of the shops, beside a topology that hands every record on: both exactly once. */
final class TransformerBench {
    private static final String TRIVIAL = "trivial map, 1 thread";
    private static final String AGAIN = "trivial map, 1 thread, again";
    private static final String OURS = "shop mapping, 1 thread";
    private static final String TRIVIAL_2 = "trivial map, 2 threads";
    private static final String OURS_2 = "shop mapping, 2 threads";
    private static final String COPY = "bench.copy";

    private final Size size;
    private final Settings settings;
    private final Integration integration;
    private int applications;

    private TransformerBench(Size size, Settings settings, Integration integration) {
        this.size = size;
        this.settings = settings;
        this.integration = integration;
    }

    /** A part that reads the raw topic from its beginning as the application of those settings. */
    @FunctionalInterface
    private interface Start {
        AutoCloseable with(Settings settings) throws Exception;
    }

    static Section measure(Size size, Path data, String measured) throws Exception {
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
            return new TransformerBench(size, settings, integration).section(measured);
        }
    }

    private Section section(String measured) throws Exception {
        Contest contest = new Contest();
        contest.run(
                size.rounds(),
                List.of(
                        turn(TRIVIAL, 1, this::trivial),
                        turn(OURS, 1, this::ours),
                        turn(AGAIN, 1, this::trivial),
                        turn(TRIVIAL_2, 2, this::trivial),
                        turn(OURS_2, 2, this::ours)));
        List<String> lines = new ArrayList<>();
        lines.add(
                "%,d raw shops in 4 partitions, read from their beginning by a new application each turn; measured from the"
                        .formatted(size.mapped()));
        lines.add(
                "first commit to the last. The trivial map hands each record on as it is. Both run exactly once, with the");
        lines.add("transformer's own settings (commit every 100 ms). Broker and transformer share the machine.");
        lines.add("");
        lines.addAll(contest.table("records", "the first", name -> TRIVIAL));
        lines.add("");
        lines.addAll(contest.whereTimeWent("record", List.of(TRIVIAL, OURS, TRIVIAL_2, OURS_2)));
        return new Section(
                "Transformer",
                measured,
                lines,
                List.of(
                        Target.atLeast(
                                "shop mapping, exactly once, beside the trivial map, 1 thread",
                                0.8,
                                contest.ratio(OURS, TRIVIAL)),
                        Target.atLeast("the same on 2 threads", 0.8, contest.ratio(OURS_2, TRIVIAL_2))),
                Map.of("transformer", contest.micros(OURS)));
    }

    private AutoCloseable trivial(Settings of) {
        return TrivialTransformer.start(of, integration.topics().raw(), COPY);
    }

    private AutoCloseable ours(Settings of) {
        TransformerService transformer = TransformerService.create(of, List.of(integration), new SimpleMeterRegistry());
        transformer.start();
        return transformer;
    }

    private Contest.Turn turn(String name, int threads, Start start) {
        return contest -> {
            String application = "bench-" + ++applications;
            Settings of = settings.with(Map.of(
                    "JST_STREAMS_APPLICATION_ID",
                    application,
                    "JST_STREAMS_NUM_STREAM_THREADS",
                    Integer.toString(threads)));
            try (Admin admin = Admin.create(settings.kafka());
                    AutoCloseable part = start.with(of)) {
                contest.take(name, Counted.until(size.mapped(), () -> Topic.committed(application, admin)));
            }
        };
    }
}
