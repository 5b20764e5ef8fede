package io.jststream.e2e.docker;

import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.Rounds;
import io.jststream.e2e.tool.Table;
import io.jststream.service.Settings;
import io.jststream.simulator.Simulator;
import io.jststream.simulator.SimulatorConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The pipeline as its users run it, containers and a real MySQL, swept every three seconds. The simulator is in this JVM, so
 * that it can be told what to do.
 */
final class DockerStack implements AutoCloseable {
    private final Simulator simulator = Simulator.start(SimulatorConfig.from(
            Settings.from(Map.of("JST_SIMULATOR_ADDRESS", "0.0.0.0:0", "JST_SIMULATOR_CHANGE_EVERY", "0s"))));
    private final Rounds rounds = new Rounds(simulator);
    private final Compose compose;

    /**
     * @param name of the Compose project: one of its own for each test class
     * @param settings variables of {@code .env} that differ
     */
    DockerStack(String name, Map<String, String> settings) {
        Path data = House.newFolder("docker");
        int port = URI.create(simulator.baseUrl()).getPort();
        Map<String, String> environment = new HashMap<>(Map.of(
                "CATALOG", House.catalogWithTurns(3, data.resolve("catalog")).toString(),
                "JST_BASE_URL", "http://host.docker.internal:" + port,
                "JST_APP_KEY", simulator.appKey()));
        environment.putAll(settings);
        this.compose = new Compose(name, data, environment);
    }

    Compose compose() {
        return compose;
    }

    Simulator simulator() {
        return simulator;
    }

    Rounds rounds() {
        return rounds;
    }

    /** The brokers as this machine reaches them. */
    Properties kafka() {
        Properties kafka = new Properties();
        kafka.setProperty("bootstrap.servers", compose.bootstrapServers());
        return kafka;
    }

    Table table() {
        return new Table(Settings.from(Map.of(
                "JST_MYSQL_URL", compose.jdbcUrl(),
                "JST_MYSQL_USER", "jst",
                "JST_MYSQL_PASSWORD",
                        House.read(compose.secrets().resolve("mysql_password")).strip())));
    }

    /** Waits until the table equals the source. */
    void awaitTable() throws Exception {
        table().awaitEquals(simulator.shops().snapshot());
    }

    @Override
    public void close() {
        compose.close();
        simulator.close();
    }
}
