package io.jststream.connect;

import static io.jststream.service.Setting.JST_CONNECT_URL;
import static io.jststream.service.Setting.JST_JDBC_SINK;
import static io.jststream.service.Setting.JST_TOPIC_PARTITIONS;
import static io.jststream.service.Setting.JST_TOPIC_REPLICATION;

import io.jststream.connect.plan.TableKeys;
import io.jststream.integration.Integration;
import io.jststream.integration.JdbcSink;
import io.jststream.integration.SinkConnector;
import io.jststream.integration.Table;
import io.jststream.integration.TableDdl;
import io.jststream.integration.TopicSpec;
import io.jststream.integration.Topics;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes what must exist before data flows: topics, tables, connectors. Each step is harmless when it has been done before. */
public final class Setup {
    private static final Duration UNTIL_RUNNING = Duration.ofSeconds(60);
    private static final int RESTARTS = 3;

    private final Settings settings;
    private final List<Integration> integrations;

    public Setup(Settings settings, List<Integration> integrations) {
        this.settings = settings;
        this.integrations = List.copyOf(integrations);
    }

    /** Creates the topics that are missing. */
    public void topics() throws InterruptedException {
        new TopicSetup(settings.kafka(), settings.integer(JST_TOPIC_REPLICATION, -1)).create(topicSpecs());
    }

    /** The topics as they have to be: those that all share, then those of each integration. */
    public List<TopicSpec> topicSpecs() {
        List<TopicSpec> specs = new ArrayList<>(List.of(
                Topics.sweepsSpec(),
                Topics.cursorsSpec(),
                Topics.accountsSpec(),
                Topics.callsSpec(),
                Topics.decisionsSpec(),
                Topics.catalogSpec()));
        int partitions = settings.integer(JST_TOPIC_PARTITIONS, 1);
        integrations.forEach(integration -> specs.addAll(integration.topicSpecs(partitions)));
        return List.copyOf(specs);
    }

    /** Creates the tables that are missing. */
    public void tables() {
        requireServer();
        TableSetup.from(settings).run(tableStream().map(TableDdl::of).toList());
    }

    /** Ends where the database is too old to tell text keys apart: a table that it makes, or changes, would not do so either. */
    public void requireServer() {
        require(TextKeys::requireServer);
    }

    /** Ends where the database takes different rows for one, as the tables are now. */
    public void requireKeys() {
        require(TableKeys::require);
        require(TextKeys::requireTables);
    }

    private void require(TextKeys.Requirement requirement) {
        List<Table> tables = tableStream().toList();
        TableSetup.from(settings).ask(session -> {
            requirement.check(tables, session);
            return tables;
        });
    }

    /** What the tables that exist lack of the catalog, and have beyond it; changes nothing yet. */
    public TableUpdate tableUpdate() {
        return TableUpdate.of(TableSetup.from(settings), tableStream().toList());
    }

    /** Registers the connectors, or updates them, and waits until their tasks run or one of them has failed. */
    public void connectors() throws InterruptedException {
        connectors(tableStream().toList());
    }

    /** As {@link #connectors()}, of these tables alone. */
    public void connectors(List<Table> tables) throws InterruptedException {
        ConnectWorker worker = new ConnectWorker(settings.get(JST_CONNECT_URL));
        for (Table table : tables) {
            worker.put(table.connector(), config(table));
        }
        for (Table table : tables) {
            awaitRunning(worker, table);
        }
    }

    /** Sinks that the worker has and no file of the catalog, in order: of a file that was taken out, moved, or has another ending. */
    public List<String> otherSinks() throws InterruptedException {
        Set<String> known = tableStream().map(Table::connector).collect(Collectors.toSet());
        return new ConnectWorker(settings.get(JST_CONNECT_URL))
                .connectors().stream()
                        .filter(Table::isWrittenBy)
                        .filter(connector -> !known.contains(connector))
                        .sorted()
                        .toList();
    }

    private Stream<Table> tableStream() {
        return integrations.stream().flatMap(integration -> integration.tables().stream());
    }

    /** The config of a table's connector as these settings make it. */
    public Map<String, String> config(Table table) {
        Map<String, String> config = new LinkedHashMap<>(SinkConnector.config(
                table,
                settings.choice(JST_JDBC_SINK, JdbcSink.class),
                SinkDatabase.from(settings).forConnector()));
        settings.connector().forEach((key, value) -> config.put(key.toString(), value.toString()));
        return config;
    }

    /** A task that failed before, on an older config or while the database was away, is started anew a few times. */
    private void awaitRunning(ConnectWorker worker, Table table) throws InterruptedException {
        String connector = table.connector();
        Attempts attempts = new Attempts(UNTIL_RUNNING);
        int restarts = 0;
        // Asked in this order: tasks of before go on for a moment when a connector has been given other columns.
        boolean given = haveColumns(worker, table);
        List<ConnectWorker.Task> tasks = worker.tasks(connector);
        while (!given || tasks.isEmpty() || !tasks.stream().allMatch(ConnectWorker.Task::running)) {
            boolean failed = tasks.stream().anyMatch(ConnectWorker.Task::failed);
            if ((failed && restarts == RESTARTS) || !attempts.another()) {
                throw notRunning(connector, given, tasks);
            }
            if (failed) {
                restarts++;
                worker.restartFailed(connector);
            }
            given = haveColumns(worker, table);
            tasks = worker.tasks(connector);
        }
    }

    private boolean haveColumns(ConnectWorker worker, Table table) throws InterruptedException {
        Map<String, String> wanted = config(table);
        List<Map<String, String>> tasks = worker.taskConfigs(table.connector());
        return !tasks.isEmpty() && tasks.stream().allMatch(config -> SinkConnector.sameTable(wanted, config));
    }

    private static OperatorException notRunning(String connector, boolean given, List<ConnectWorker.Task> tasks) {
        String states = tasks.stream()
                .map(task -> "task " + task.id() + " is " + task.state() + " " + task.reason())
                .collect(Collectors.joining("; "));
        return new OperatorException(
                ExitCode.ENVIRONMENT,
                "the sink connector " + connector
                        + (given ? " does not run: " : " has not given its tasks the columns of the catalog: ")
                        + (tasks.isEmpty() ? "it has no task" : states)
                        + "; the log of the Connect worker says more");
    }
}
