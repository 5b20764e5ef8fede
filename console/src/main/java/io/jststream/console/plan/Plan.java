package io.jststream.console.plan;

import static io.jststream.service.Setting.JST_CONNECT_URL;
import static io.jststream.service.Setting.JST_TOPIC_REPLICATION;

import io.jststream.connect.ConnectWorker;
import io.jststream.connect.Setup;
import io.jststream.connect.TableSetup;
import io.jststream.connect.plan.Difference;
import io.jststream.connect.plan.TablePlan;
import io.jststream.console.live.Cluster;
import io.jststream.console.verb.Session;
import io.jststream.integration.Integration;
import io.jststream.integration.Table;
import io.jststream.service.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that differs between the catalog and what is there, in the order in which it is made the same: topics, tables,
 * connectors.
 */
public record Plan(List<Difference> differences) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public Plan {
        differences = List.copyOf(differences);
    }

    /**
     * Looks at everything that the integrations of these names need, or all of the catalog where there is no name, and then also at
     * what is there beyond the catalog; changes nothing.
     */
    public static Plan of(Session session, List<String> names) throws InterruptedException {
        Settings settings = session.settings();
        List<Integration> integrations = session.integrations(names);
        Setup setup = new Setup(settings, integrations);
        List<Difference> differences = new ArrayList<>();
        try (Cluster cluster = Cluster.of(settings)) {
            differences.addAll(TopicPlan.of(setup.topicSpecs(), settings.integer(JST_TOPIC_REPLICATION, -1), cluster));
        }
        List<Table> tables = integrations.stream()
                .flatMap(integration -> integration.tables().stream())
                .toList();
        for (Table table : tables) {
            differences.addAll(TableSetup.from(settings).ask(live -> TablePlan.of(table, live)));
        }
        ConnectWorker worker = new ConnectWorker(settings.get(JST_CONNECT_URL), PATIENCE);
        for (Table table : tables) {
            differences.addAll(ConnectorPlan.of(table, setup.config(table), worker.config(table.connector())));
        }
        if (names.isEmpty()) {
            differences.addAll(ConnectorPlan.others(setup.otherSinks()));
        }
        return new Plan(differences);
    }

    /** Whether all is as the catalog has it. */
    public boolean isEmpty() {
        return differences.stream().noneMatch(Difference::counts);
    }
}
