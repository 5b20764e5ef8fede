package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.e2e.tool.ByHand;
import io.jststream.e2e.tool.Fork;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.Typed;
import io.jststream.local.LocalPlatform;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.service.ExitCode;
import io.jststream.service.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code make up} starts before data flow, on a table that somebody has altered by hand. */
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
            Map<String, String> environment = LocalPlatform.variables(settings);

            try (Fork setup = Fork.start(data, environment, "io.jststream.connect.SetupMain")) {
                assertEquals(0, setup.await(), setup::output);
                assertTrue(setup.output().contains("table shops, column nick: nothing → varchar(255)"), setup::output);
                assertTrue(setup.output().contains("table shops, column by_hand: int → nothing"), setup::output);
                assertTrue(
                        setup.output().contains("table shops, column shop_name, NULL: allowed → not allowed"),
                        setup::output);
                assertTrue(setup.output().contains("./jst apply --approve"), setup::output);
            }

            Settings console = settings.with(
                    Map.of("JST_CATALOG", House.ROOT.resolve("catalog").toString()));
            Typed plan = Typed.with(console, "plan", "--json");
            assertEquals(ExitCode.FAILED, plan.exitCode(), plan.answer());
            assertEquals(
                    List.of("table shops, column shop_name, NULL", "table shops, column by_hand"),
                    plan.json().path("differences").findValuesAsText("what"),
                    plan.answer());
        }
    }
}
