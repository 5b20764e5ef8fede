package io.jststream.console.plan;

import io.jststream.connect.Setup;
import io.jststream.connect.TableSetup;
import io.jststream.connect.plan.Change;
import io.jststream.connect.plan.Difference;
import io.jststream.connect.plan.Remedy;
import io.jststream.connect.plan.TablePlan;
import io.jststream.console.live.Cluster;
import io.jststream.integration.Integration;
import io.jststream.integration.Table;
import io.jststream.service.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Makes differences go away: topics first, then tables, then connectors. A connector that knows a column which its table lacks
 * would fail, and records of a mapping that is newer than both come last, when the transformer is started anew.
 */
public final class Apply {
    private final Settings settings;
    private final Setup setup;

    public Apply(Settings settings, List<Integration> integrations) {
        this.settings = settings;
        this.setup = new Setup(settings, integrations);
    }

    /** What would be done about a plan: what a person has to do is left out, and without approval what something is lost by. */
    public static List<Difference> deeds(Plan plan, boolean approved) {
        return plan.differences().stream()
                .filter(difference ->
                        difference.remedy() == Remedy.APPLY || (approved && difference.remedy() == Remedy.APPROVE))
                .toList();
    }

    /** Does it. Whatever is done already stays done where a later one fails. */
    public void run(List<Difference> deeds) throws InterruptedException {
        topics(deeds);
        tables(deeds);
        connectors(deeds);
    }

    private void topics(List<Difference> deeds) throws InterruptedException {
        if (!of(Change.CreateTopic.class, deeds).isEmpty()) {
            setup.topics();
        }
        Map<ConfigResource, Collection<AlterConfigOp>> configs = new HashMap<>();
        of(Change.SetConfig.class, deeds)
                .forEach(set -> configs.computeIfAbsent(
                                new ConfigResource(ConfigResource.Type.TOPIC, set.topic()), unused -> new ArrayList<>())
                        .add(new AlterConfigOp(new ConfigEntry(set.key(), set.value()), AlterConfigOp.OpType.SET)));
        if (configs.isEmpty()) {
            return;
        }
        try (Cluster cluster = Cluster.of(settings)) {
            cluster.get(cluster.admin().incrementalAlterConfigs(configs).all());
        }
    }

    private void tables(List<Difference> deeds) {
        if (!of(Change.CreateTable.class, deeds).isEmpty()) {
            setup.tables();
        }
        List<String> statements = TablePlan.statements(deeds);
        if (!statements.isEmpty()) {
            setup.requireServer();
            TableSetup.from(settings).run(statements);
        }
    }

    private void connectors(List<Difference> deeds) throws InterruptedException {
        List<Table> changed = of(Change.PutConnector.class, deeds).stream()
                .map(Change.PutConnector::table)
                .distinct()
                .toList();
        if (!changed.isEmpty()) {
            setup.requireKeys();
            setup.connectors(changed);
        }
    }

    private static <C extends Change> List<C> of(Class<C> kind, List<Difference> deeds) {
        return deeds.stream()
                .map(Difference::change)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
