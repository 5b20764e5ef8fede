package io.jststream.e2e.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.e2e.tool.Merchants;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Four accounts read by three containers of the producer, which are lost in turn. */
@Tag("docker")
@Tag("large")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerAccountsTest {
    private static final String NAME = "jst-stream-accounts";
    private static final int PRODUCERS = 3;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Merchants merchants = Merchants.open(4, "host.docker.internal");
    private final Compose compose = new Compose(
            NAME,
            merchants.folder(),
            Map.of(
                    "ACCOUNTS", merchants.accounts().toString(),
                    "CATALOG", merchants.catalog().toString()));
    private final Properties kafka = new Properties();

    @BeforeAll
    void up() {
        compose.up("producer");
        kafka.setProperty("bootstrap.servers", compose.bootstrapServers());
    }

    @AfterAll
    void down() {
        compose.close();
        merchants.close();
    }

    @Test
    void aLostContainersAccountsAreReadByTheOthersWithinAMinute() throws Exception {
        compose.run("make", "scale", "S=producer", "N=" + PRODUCERS);
        merchants.awaitShops(kafka, LONGEST);
        for (String number : List.of("1", "2", "3")) {
            awaitStableGroup();
            String lost = NAME + "-producer-" + number;
            compose.run("docker", "kill", lost);
            merchants.changeEveryShop();
            long killed = System.nanoTime();

            merchants.awaitShops(kafka, LONGEST);
            Duration took = Duration.ofNanos(System.nanoTime() - killed);
            System.out.println(lost + " killed: all accounts read after " + took.toMillis() + " ms");
            compose.run("docker", "start", lost);
        }
        merchants.everyShopArrivedOnce(kafka);
        merchants.noTwoSweepsOfOneAccountAtATime(kafka);
        merchants.quotaWasKept();
    }

    /** Waits until all instances have joined, and accounts that had to move have moved. */
    private void awaitStableGroup() throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            Awaitility.await().atMost(LONGEST).untilAsserted(() -> {
                ConsumerGroupDescription group = admin.describeConsumerGroups(List.of("jst-producer"))
                        .all()
                        .get()
                        .values()
                        .iterator()
                        .next();
                assertEquals(PRODUCERS, group.members().size());
                assertEquals(GroupState.STABLE, group.groupState());
            });
        }
    }
}
