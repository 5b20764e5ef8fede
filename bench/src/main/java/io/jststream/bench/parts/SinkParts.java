package io.jststream.bench.parts;

import io.jststream.connect.Setup;
import io.jststream.integration.Integration;
import io.jststream.integration.JdbcSink;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.local.embedded.EmbeddedConnect;
import io.jststream.service.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Broker, Connect worker and database, with connectors made as the pipeline makes them. */
public final class SinkParts implements AutoCloseable {
    /** All tasks of a connector begin at once: else the first one works alone, on all partitions, until the others are there. */
    private static final Map<String, String> TOGETHER = Map.of("group.initial.rebalance.delay.ms", "1000");

    private final Integration integration;
    private final Server database;
    private final EmbeddedBroker broker;
    private final EmbeddedConnect connect;
    private final Map<String, String> told;
    private final Settings settings;
    private int connectors;

    /** Starts them with MariaDB. */
    public SinkParts(Path data, Integration integration) throws InterruptedException {
        this(data, integration, MariaDb.start(data.resolve("database")));
    }

    /**
     * Starts the others around a database.
     *
     * @param database ends with the other parts
     */
    public SinkParts(Path data, Integration integration, Server database) throws InterruptedException {
        this(data, integration, database, TOGETHER);
    }

    private SinkParts(Path data, Integration integration, Server database, Map<String, String> brokerSettings)
            throws InterruptedException {
        this.integration = integration;
        this.database = database;
        this.broker = EmbeddedBroker.start(data.resolve("kafka"), 0, brokerSettings);
        this.told = Map.of(
                "JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                "JST_TOPIC_REPLICATION", "1",
                "JST_MYSQL_URL", database.jdbcUrl(),
                "JST_MYSQL_USER", database.user(),
                "JST_MYSQL_PASSWORD", database.password().value(),
                "JST_SINK_PASSWORD", database.password().value(),
                "JST_JDBC_SINK", "jst");
        this.settings = Settings.from(told);
        new Setup(settings, List.of(integration)).topics();
        this.connect = EmbeddedConnect.start(broker.bootstrapServers(), 0);
    }

    /** Such in which nobody waits for others of a group, as where it is measured how soon a service works. */
    public static SinkParts atOnce(Path data, Integration integration) throws InterruptedException {
        return new SinkParts(data, integration, MariaDb.start(data.resolve("database")), Map.of());
    }

    /** What they were made with. */
    public Settings settings() {
        return settings;
    }

    /** What a service is told of these parts, as variables. */
    public Map<String, String> told() {
        Map<String, String> all = new HashMap<>(told);
        all.put("JST_CONNECT_URL", connect.restUrl().toString());
        return all;
    }

    /** The tables that sinks write to. */
    public Database tables() {
        return new Database(database, integration);
    }

    /** The sink as the pipeline ships it, from that topic into that table. */
    public SinkRun sink(String topic, String table, int tasks) throws InterruptedException {
        return SinkRun.start("bench-" + ++connectors, shipped(topic, table, tasks), connect.restUrl());
    }

    /** The sink of the integration under its own name, so that the next one goes on where it has ended, and a replay waits for it. */
    public SinkRun lastingSink(String table, int tasks) throws InterruptedException {
        return SinkRun.start(
                integration.table().connector(),
                shipped(integration.topics().typed(), table, tasks),
                connect.restUrl());
    }

    /**
     * Debezium's sink as the pipeline configures it.
     *
     * @param others settings that are different; an empty one is left away
     */
    public SinkRun debezium(String topic, String table, int tasks, Map<String, String> others)
            throws InterruptedException {
        Map<String, String> config = config(JdbcSink.DEBEZIUM, topic, tasks);
        config.putAll(database.debeziumOverrides());
        config.put("collection.name.format", table);
        config.putAll(others);
        config.values().removeIf(String::isEmpty);
        return SinkRun.start("bench-" + ++connectors, config, connect.restUrl());
    }

    private Map<String, String> shipped(String topic, String table, int tasks) {
        Map<String, String> config = config(JdbcSink.JST, topic, tasks);
        config.put("table", table);
        return config;
    }

    private Map<String, String> config(JdbcSink sink, String topic, int tasks) {
        Settings of = settings.with(Map.of("JST_JDBC_SINK", sink.name(), "JST_SINK_TASKS", Integer.toString(tasks)));
        Map<String, String> config = new HashMap<>(new Setup(of, List.of(integration)).config(integration.table()));
        config.put("topics", topic);
        return config;
    }

    /** What a batch costs where the driver does not join its statements. */
    public String urlWithoutJoinedStatements() {
        return database.jdbcUrl().replace("rewriteBatchedStatements=true", "rewriteBatchedStatements=false");
    }

    @Override
    public void close() {
        connect.close();
        broker.close();
        database.close();
    }
}
