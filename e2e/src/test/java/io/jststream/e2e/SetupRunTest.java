package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.connect.ConnectWorker;
import io.jststream.e2e.tool.ByHand;
import io.jststream.e2e.tool.Fork;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.Topic;
import io.jststream.e2e.tool.Typed;
import io.jststream.integration.Topics;
import io.jststream.local.LocalPlatform;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.service.ExitCode;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What {@code make up} starts before data flow, where somebody has altered a table by hand and left a connector behind. */
class SetupRunTest {
    private final Path data = House.newFolder("setup");

    @Test
    void topicsThatExistKeepTheirPartitionsAndAWarningSaysSo() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"), 0)) {
            Map<String, String> environment =
                    Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(), "JST_TOPIC_REPLICATION", "1");
            topics(environment, "2");

            assertFalse(topics(environment, "2").contains("keep their partitions"));
            String more = topics(environment, "3");
            assertEquals(
                    1,
                    more.lines()
                            .filter(line -> line.contains("keep their partitions"))
                            .count(),
                    more);
            assertTrue(more.contains("jst.shops.raw has 2, expected 3"), more);
            assertFalse(more.contains("jst.sweeps has"), more);
            assertTrue(topics(environment, "1").contains("jst.shops.raw has 2, expected 1"));
        }
    }

    private String topics(Map<String, String> environment, String partitions) throws InterruptedException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("JST_TOPIC_PARTITIONS", partitions);
        try (Fork setup = Fork.start(data, all, "io.jststream.connect.SetupMain", "--topics")) {
            assertEquals(0, setup.await(), setup::output);
            return setup.output();
        }
    }

    @Test
    void addsWhatATableLacksAndWarnsOfWhatItHasBeyondTheCatalog() throws Exception {
        Settings given = Settings.from(Map.of("JST_LOCAL_DATA", data.toString()));
        try (LocalPlatform platform = LocalPlatform.start(given, House.catalog(), (part, where) -> {})) {
            Settings settings = platform.awaitSettings();
            ByHand.sql(
                    "ALTER TABLE shops DROP COLUMN nick, ADD by_hand int,"
                            + " MODIFY shop_name varchar(255) NULL COMMENT '店铺名称'",
                    settings);
            ConnectWorker worker = new ConnectWorker(settings.get(Setting.JST_CONNECT_URL));
            Map<String, String> leftBehind =
                    new HashMap<>(worker.config("jst.shops.sink").orElseThrow());
            leftBehind.remove("name");
            worker.put("jst.orders.sink", leftBehind);
            Map<String, String> environment = LocalPlatform.variables(settings);

            try (Fork setup = Fork.start(data, environment, "io.jststream.connect.SetupMain")) {
                assertEquals(0, setup.await(), setup::output);
                assertTrue(setup.output().contains("table shops, column nick: nothing → varchar(255)"), setup::output);
                assertTrue(setup.output().contains("table shops, column by_hand: int → nothing"), setup::output);
                assertTrue(
                        setup.output().contains("table shops, column shop_name, NULL: allowed → not allowed"),
                        setup::output);
                assertTrue(setup.output().contains("./jst apply --approve"), setup::output);
                String warned = setup.output()
                        .lines()
                        .filter(line -> line.contains("No file of the catalog has this connector"))
                        .collect(Collectors.joining());
                assertTrue(warned.contains("jst.orders.sink") && warned.contains("WARN"), setup::output);
                assertFalse(warned.contains("jst.shops.sink"), setup::output);
            }
            assertEquals(
                    Map.of("shops", House.read(House.ROOT.resolve("catalog/shops.yaml"))),
                    Topic.read(settings.kafka(), Topics.CATALOG).stream()
                            .collect(Collectors.toMap(ConsumerRecord::key, ConsumerRecord::value)));

            Settings console = settings.with(
                    Map.of("JST_CATALOG", House.ROOT.resolve("catalog").toString()));
            Typed plan = Typed.with(console, "plan", "--json");
            assertEquals(ExitCode.FAILED, plan.exitCode(), plan.answer());
            assertEquals(
                    List.of(
                            "table shops, column shop_name, NULL",
                            "table shops, column by_hand",
                            "connector jst.orders.sink"),
                    plan.json().path("differences").findValuesAsText("what"),
                    plan.answer());
        }
    }
}
