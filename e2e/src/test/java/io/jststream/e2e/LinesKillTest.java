package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.connect.Setup;
import io.jststream.e2e.tool.Fork;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.LiveLines;
import io.jststream.e2e.tool.MappedOffsets;
import io.jststream.e2e.tool.RandomOrders;
import io.jststream.integration.catalog.Catalog;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.service.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lines of orders while transformers are killed: the typed topic and the store that knows its lines never part. */
class LinesKillTest {
    private static final String CHANGELOG = "jst-transformer-orders-lines-changelog";
    private static final int ORDERS = 2_000;

    private final Path data = House.newFolder("lines-kill");
    private final Path catalog = RandomOrders.catalog(data.resolve("catalog"), UnaryOperator.identity());
    private final EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("broker"), 0);
    private final Map<String, String> environment = Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    private final Properties kafka = Settings.from(environment).kafka();

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void killedTransformersLeaveTheLinesThatThereAre() throws Exception {
        Path withAnother = RandomOrders.catalog(data.resolve("with-another"), UnaryOperator.identity());
        Files.copy(House.ROOT.resolve("catalog/examples/inventory.yaml"), withAnother.resolve("inventory.yaml"));
        new Setup(Settings.from(environment), Catalog.load(withAnother)).topics();
        try (RandomOrders source = new RandomOrders(kafka);
                MappedOffsets offsets = new MappedOffsets(kafka, "jst.orders.raw")) {
            // the folder of the one that was killed, then one without a store, then that of the first again, which is
            // old by then
            for (String folder : List.of("one", "one", "two", "one")) {
                source.change(ORDERS);
                try (Fork transformer = fork(folder, catalog)) {
                    awaitRecordsBehind(offsets.ends("jst.orders.items"), offsets);
                    source.change(ORDERS);
                    transformer.kill();
                }
            }
            // the inventory takes the number of the orders' sub-topology, and with it their folders
            try (Fork transformer = fork("two", withAnother)) {
                offsets.awaitMapped();
                transformer.terminate();
                assertEquals(0, transformer.await(), transformer.output());
            }

            assertEquals(source.lines(), LiveLines.of(kafka));
            assertEquals("compact", setting("cleanup.policy"));
        }
    }

    private void awaitRecordsBehind(Map<TopicPartition, Long> ends, MappedOffsets offsets) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !offsets.ends("jst.orders.items").equals(ends));
    }

    private String setting(String name) throws Exception {
        ConfigResource changelog = new ConfigResource(ConfigResource.Type.TOPIC, CHANGELOG);
        try (Admin admin = Admin.create(kafka)) {
            return admin.describeConfigs(List.of(changelog)).all().get().values().stream()
                    .map(config -> config.get(name).value())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Fork fork(String folder, Path catalog) {
        Map<String, String> own = new HashMap<>(environment);
        own.put("JST_CATALOG", catalog.toString());
        own.put("JST_STREAMS_STATE_DIR", data.resolve(folder).toString());
        return Fork.start(data, own, "io.jststream.transformer.TransformerMain");
    }
}
