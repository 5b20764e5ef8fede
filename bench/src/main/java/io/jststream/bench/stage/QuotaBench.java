package io.jststream.bench.stage;

import io.jststream.bench.code.Samples;
import io.jststream.bench.report.Section;
import io.jststream.bench.report.Section.Target;
import io.jststream.bench.topic.Shops;
import io.jststream.connect.Setup;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.producer.ProducerService;
import io.jststream.producer.turn.SweepListener;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.jststream.service.Settings;
import io.jststream.simulator.Journal;
import io.jststream.simulator.Simulator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How much of the API's quota the producer uses while there is more to read, as the simulator counts its calls. */
public final class QuotaBench {
    private static final String SHOPS = "/open/shops/query";
    private static final int PER_MINUTE = 100;
    private static final int PAGE = 100;
    private static final int MINUTES = 3;
    /** The producer is asked to stop so much later, for the last minute to be whole. */
    private static final int SECONDS_LONGER = 3;

    private QuotaBench() {}

    /** Measures, with its files in a folder that is this measurement's alone. */
    public static Section measure(Path data, String measured) throws Exception {
        int shops = (MINUTES + 1) * PER_MINUTE * PAGE;
        try (Simulator simulator = Simulator.start(Shops.config(shops, Map.of()));
                EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"), 0)) {
            Settings settings = Settings.from(Map.of(
                            "JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                            "JST_TOPIC_REPLICATION", "1",
                            "JST_TOKEN_FILE", data.resolve("tokens.json").toString()))
                    .with(Shops.at(simulator));
            new Setup(settings, List.of(Samples.shops())).topics();
            read(settings);
            return section(shops, measured, simulator.journal());
        }
    }

    private static void read(Settings settings) throws InterruptedException {
        Program.Stop stop = new Program.Stop();
        CompletableFuture.delayedExecutor(MINUTES * 60 + SECONDS_LONGER, TimeUnit.SECONDS)
                .execute(stop::request);
        try (ProducerService producer = ProducerService.create(
                settings, List.of(Samples.shops()), new SimpleMeterRegistry(), SweepListener.NONE)) {
            producer.once(stop);
            throw new IllegalStateException("all has been read before the time was over");
        } catch (OperatorException asked) {
            if (!stop.requested()) {
                throw asked;
            }
        }
    }

    private static Section section(int shops, String measured, Journal journal) {
        List<Journal.Entry> calls = journal.callsTo(SHOPS);
        Instant end = calls.get(0).at().plus(Duration.ofMinutes(MINUTES));
        long counted = calls.stream().filter(call -> call.at().isBefore(end)).count();
        long refused = calls.stream().filter(call -> call.code() != 0).count();
        double share = (double) counted / (MINUTES * PER_MINUTE);
        System.out.printf("%d calls in %d minutes, %d refused%n", counted, MINUTES, refused);
        return new Section(
                "The API's quota",
                measured,
                List.of(
                        "A list of %,d shops, more than can be read in the time: one account, %d minutes from its first call on, with the"
                                .formatted(shops, MINUTES),
                        "limits that the API documents, %d calls in any minute and 5 in any second. Counted by the simulator, as calls arrive; it"
                                .formatted(PER_MINUTE),
                        "refuses those beyond. [simulation.md](simulation.md) has months of it, on virtual time.",
                        "",
                        "| calls | share of the quota | refused | most in any second | most in any minute |",
                        "|---:|---:|---:|---:|---:|",
                        "| %d | %.0f %% | %d | %d | %d |"
                                .formatted(
                                        counted,
                                        share * 100,
                                        refused,
                                        journal.mostInAny(Duration.ofSeconds(1), SHOPS),
                                        journal.mostInAny(Duration.ofMinutes(1), SHOPS))),
                List.of(
                        Target.atLeast("share of the quota that is used while there is more to read", 0.95, share),
                        Target.atMost("calls refused meanwhile", 0, (double) refused)),
                Map.of());
    }
}
