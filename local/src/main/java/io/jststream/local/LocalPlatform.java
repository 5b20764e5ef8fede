package io.jststream.local;

import io.jststream.connect.Setup;
import io.jststream.integration.Integration;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.local.embedded.EmbeddedConnect;
import io.jststream.local.embedded.EmbeddedDatabase;
import io.jststream.service.Program;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

/** What stands on this machine before any service of ours: broker with topics, Connect worker with connectors, database. */
public final class LocalPlatform implements AutoCloseable {
    private static final List<Setting> PARTS = List.of(
            Setting.JST_KAFKA_BOOTSTRAP_SERVERS,
            Setting.JST_TOPIC_REPLICATION,
            Setting.JST_CONNECT_URL,
            Setting.JST_JDBC_SINK,
            Setting.JST_MYSQL_URL,
            Setting.JST_MYSQL_USER,
            Setting.JST_MYSQL_PASSWORD,
            Setting.JST_SINK_PASSWORD,
            Setting.JST_SINK_TASKS);

    private final StartedParts parts;
    private final Settings brokerSettings;
    private final Future<Settings> sink;

    private LocalPlatform(StartedParts parts, Settings brokerSettings, Future<Settings> sink) {
        this.parts = parts;
        this.brokerSettings = brokerSettings;
        this.sink = sink;
    }

    /** Starts all parts and returns when the broker takes records; the sink gets ready meanwhile. */
    public static LocalPlatform start(Settings given, List<Integration> integrations, LocalPipeline.Progress progress)
            throws Exception {
        return start(given, integrations, progress, false, new Program.Stop());
    }

    /**
     * As the other one, and gives up with any exception when it is told to stop meanwhile.
     *
     * @param approved whether tables that exist may lose what the catalog does not have any more
     */
    static LocalPlatform start(
            Settings given,
            List<Integration> integrations,
            LocalPipeline.Progress progress,
            boolean approved,
            Program.Stop stop)
            throws Exception {
        StartedParts parts = new StartedParts(stop);
        try {
            Future<EmbeddedDatabase> database = parts.startAside(() -> LocalParts.database(given));
            EmbeddedBroker broker = parts.start(() -> LocalParts.broker(given));
            progress.ready("broker", broker.bootstrapServers());
            Settings settings = given.with(LocalParts.settings(given, broker));
            new Setup(settings, integrations).topics();
            Future<EmbeddedConnect> connect = parts.startAside(() -> LocalParts.connect(given, broker));
            KeptTables tables = new KeptTables(approved, progress);
            Future<Settings> sink = parts.doAside(() -> sink(
                    settings,
                    integrations,
                    StartedParts.started(database),
                    StartedParts.started(connect),
                    tables,
                    progress));
            return new LocalPlatform(parts, settings, sink);
        } catch (Exception | Error e) {
            parts.close();
            throw e;
        }
    }

    private static Settings sink(
            Settings settings,
            List<Integration> integrations,
            EmbeddedDatabase database,
            EmbeddedConnect connect,
            KeptTables tables,
            LocalPipeline.Progress progress)
            throws InterruptedException {
        progress.ready("database", "127.0.0.1:" + database.port());
        progress.ready("connect", connect.restUrl().toString());
        Settings complete = settings.with(LocalParts.settings(database)).with(LocalParts.settings(settings, connect));
        Setup setup = new Setup(complete, integrations);
        setup.tables();
        tables.update(setup.tableUpdate());
        setup.connectors();
        progress.ready("sink", "upserts and deletions by Connect");
        return complete;
    }

    /** Where the broker is. */
    public Settings brokerSettings() {
        return brokerSettings;
    }

    /** Where everything is, once the sink writes. */
    public Settings awaitSettings() throws Exception {
        return StartedParts.started(sink);
    }

    /** What tells another process where the parts are, as variables of its environment. */
    public static Map<String, String> variables(Settings settings) {
        Map<String, String> variables = new HashMap<>(settings.connectorVariables());
        PARTS.forEach(part -> settings.find(part).ifPresent(value -> variables.put(part.name(), value)));
        return variables;
    }

    /** Stops all parts, the first ones last; takes a few seconds. */
    @Override
    public void close() {
        parts.close();
    }
}
