package io.jststream.e2e.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.Topic;
import io.jststream.service.Settings;
import io.jststream.simulator.Simulator;
import io.jststream.simulator.SimulatorConfig;
import io.jststream.simulator.table.Table;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The power goes while orders change, everything ends, and Kafka's disk has what was flushed and the positions, which the system has
 * just written back: the worst moment that there is. Orders are read from where the last turn stood: what is lost behind that
 * place, nobody asks for again, neither for the table nor for the history that a replay maps.
 */
@Tag("docker")
@Tag("large")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PowerCutTest {
    private static final int CUTS = Integer.getInteger("cuts", 5);
    /** Records between two flushes of Kafka's; {@link Long#MAX_VALUE} is its own default. */
    private static final String FLUSH = System.getProperty("flush", "1");

    /** The readers' places and those of the groups. */
    private static final String POSITIONS = "jst.cursors-*/*.log __consumer_offsets-*/*.log";

    private static final int ORDERS = 300;

    private final Simulator simulator = Simulator.start(SimulatorConfig.from(Settings.from(Map.of(
            "JST_SIMULATOR_ADDRESS",
            "0.0.0.0:0",
            "JST_SIMULATOR_CHANGE_EVERY",
            "0s",
            "JST_SIMULATOR_ORDERS",
            Integer.toString(ORDERS),
            "JST_CALLS_PER_MINUTE",
            "100000"))));
    private final Table orders = simulator.tables().table("orders");
    private final Path folder = House.newFolder("power-cut");
    private final Compose compose = new Compose(
            "jst-stream-power-cut-" + ProcessHandle.current().pid(),
            folder,
            Map.of(
                    "COMPOSE_FILE",
                    "docker-compose.yml:e2e/src/test/resources/kafka-disk.yml",
                    "KAFKA_DISK",
                    PowerlessDisk.data(folder),
                    "KAFKA_FLUSH_MESSAGES",
                    FLUSH,
                    "CATALOG",
                    House.catalogWithTurns("catalog/examples/orders.yaml", 1, folder.resolve("catalog"))
                            .toString(),
                    "JST_BASE_URL",
                    "http://host.docker.internal:"
                            + URI.create(simulator.baseUrl()).getPort(),
                    "JST_APP_KEY",
                    simulator.appKey(),
                    "JST_CALLS_PER_MINUTE",
                    "100000"));
    private final PowerlessDisk disk = new PowerlessDisk(folder, compose);

    @BeforeAll
    void up() {
        compose.up();
        awaitTable("at the start");
    }

    @AfterAll
    void down() {
        compose.close();
        disk.close();
        simulator.close();
    }

    @Test
    void noChangeIsLost() {
        Random random = new Random(CUTS);
        for (int cut = 1; cut <= CUTS; cut++) {
            orders.changeAfterEachCall(5);
            pass(Duration.ofMillis(3_000 + random.nextInt(4_000)));
            disk.writesBack(POSITIONS);
            disk.losesPower();
            compose.docker("kill");
            disk.comesBack();
            compose.docker("up", "--detach", "--wait", "--wait-timeout", "420");
            orders.changeAfterEachCall(0);
            awaitTable("after cut " + cut);
            assertEquals(Map.of(), without(history()), "gone from the raw topic with cut " + cut);
        }
    }

    private static void pass(Duration time) {
        Awaitility.await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
    }

    private void awaitTable(String when) {
        Awaitility.await(when)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertEquals(Map.of(), without(arrived()), when));
    }

    /** The orders whose last version is not there, with that version. */
    private Map<String, String> without(Map<String, String> there) {
        Map<String, String> missing = versions();
        there.forEach(missing::remove);
        return missing;
    }

    /** The last version of each order that a replay would find. */
    private Map<String, String> history() {
        Properties kafka = new Properties();
        kafka.setProperty("bootstrap.servers", compose.bootstrapServers());
        Map<String, String> last = new HashMap<>();
        for (ConsumerRecord<String, String> raw : Topic.read(kafka, "jst.orders.raw")) {
            JsonNode order = json(raw.value());
            last.put(order.path("o_id").asText(), order.path("ts").asText());
        }
        return last;
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private Map<String, String> versions() {
        return orders.snapshot().stream()
                .collect(Collectors.toMap(
                        order -> order.path("o_id").asText(),
                        order -> order.path("ts").asText()));
    }

    private Map<String, String> arrived() {
        return compose.mysql("SELECT o_id, ts FROM orders")
                .lines()
                .map(line -> line.split("\t"))
                .collect(Collectors.toMap(row -> row[0], row -> row[1]));
    }
}
