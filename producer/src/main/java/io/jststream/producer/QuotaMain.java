package io.jststream.producer;

import io.jststream.integration.Integration;
import io.jststream.integration.Topics;
import io.jststream.integration.catalog.Catalog;
import io.jststream.producer.plan.PlanTable;
import io.jststream.producer.plan.TurnCalls;
import io.jststream.producer.plan.UpcomingTurns;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.producer.publish.Tail;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.jststream.service.Setting;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Says what the catalog needs of the API's quota: {@code make quota}; with {@code --estimate} without asking Kafka for the last turns. */
final class QuotaMain {
    private static final List<String> ESTIMATE = List.of("--estimate");
    /** Entries of the ledger that are looked at: a week of a dozen integrations. */
    static final int MOST_ENTRIES = 20_000;

    private QuotaMain() {}

    public static void main(String[] args) {
        System.exit(Program.run((settings, stop) -> {
            List<String> arguments = List.of(args);
            if (!arguments.isEmpty() && !arguments.equals(ESTIMATE)) {
                throw new OperatorException(
                        ExitCode.BAD_CONFIGURATION,
                        "found " + String.join(" ", args) + ", expected nothing or --estimate");
            }
            TurnCalls known = arguments.equals(ESTIMATE)
                    ? TurnCalls.NONE
                    : TurnCalls.of(Tail.read(KafkaClients.of(settings.kafka()), Topics.SWEEPS, MOST_ENTRIES));
            List<Integration> catalog = Catalog.load(Path.of(settings.get(Setting.JST_CATALOG)));
            PlanTable.of(AccountConfig.plans(settings, catalog, known)).forEach(System.out::println);
            UpcomingTurns.of(catalog, Instant.now()).forEach(System.out::println);
            return ExitCode.OK;
        }));
    }
}
