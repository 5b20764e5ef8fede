package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.connect.Setup;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.Merchants;
import io.jststream.e2e.tool.ProducerFork;
import io.jststream.integration.Topics;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.service.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Several producers share six accounts: each is read by one of them at a time, whoever comes, dies or leaves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsTest {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Merchants merchants = Merchants.open(6, "localhost");
    private final EmbeddedBroker broker =
            EmbeddedBroker.start(merchants.folder().resolve("kafka"), 0);
    private final Settings settings = Settings.from(
            Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(), "JST_TOPIC_REPLICATION", "1"));

    @BeforeAll
    void createTopics() throws Exception {
        new Setup(settings, House.catalog()).topics();
    }

    @AfterAll
    void close() {
        broker.close();
        merchants.close();
    }

    @Test
    void anAccountIsReadByOneProducerWhoeverComesDiesOrLeaves() throws Exception {
        try (ProducerFork first = producer();
                ProducerFork second = producer()) {
            awaitSpread(List.of(3, 3), first, second);
            awaitSweepsOfAll();
            merchants.changeEveryShop();

            Set<String> orphans = second.accounts();
            Instant killed = Instant.now();
            second.kill();
            report("killed: accounts read by another producer after", killed, orphans);
            awaitSpread(List.of(6), first);
            merchants.changeEveryShop();

            try (ProducerFork third = producer()) {
                awaitSpread(List.of(3, 3), first, third);
                awaitSweepsOfAll();
                merchants.changeEveryShop();

                Set<String> left = first.accounts();
                Instant stopped = Instant.now();
                first.terminate();
                report("stopped: accounts read by another producer after", stopped, left);
                assertEquals(0, first.await(), first.output());
                awaitSpread(List.of(6), third);
                awaitSweepsOfAll();
                third.terminate();
                assertEquals(0, third.await(), third.output());
            }
        }
        merchants.everyShopArrivedOnce(settings.kafka());
        merchants.noTwoSweepsOfOneAccountAtATime(settings.kafka());
        merchants.quotaWasKept();
    }

    /** One more producer that knows all accounts. */
    private ProducerFork producer() {
        Path folder = merchants.folder();
        Map<String, String> environment = new HashMap<>();
        environment.put("JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        environment.put("JST_CATALOG", merchants.catalog().toString());
        environment.put(
                "JST_ACCOUNTS", merchants.accounts().resolve("accounts.yaml").toString());
        environment.put("JST_TOKEN_FILE", folder.resolve("state/tokens.json").toString());
        return ProducerFork.start(folder, environment);
    }

    /** Waits until accounts are spread so, each to one producer. */
    private void awaitSpread(List<Integer> sizes, ProducerFork... producers) {
        Awaitility.await().atMost(LONGEST).untilAsserted(() -> {
            Set<String> all = new TreeSet<>();
            for (ProducerFork producer : producers) {
                all.addAll(producer.accounts());
            }
            assertEquals(
                    sizes,
                    List.of(producers).stream()
                            .map(producer -> producer.accounts().size())
                            .toList());
            assertEquals(merchants.names(), all);
        });
    }

    private void awaitSweepsOfAll() {
        Instant since = Instant.now();
        Awaitility.await()
                .atMost(LONGEST)
                .until(() -> merchants.names().stream().allMatch(name -> merchants.sweptSince(name, since)));
    }

    private void report(String what, Instant since, Set<String> accounts) {
        assertEquals(3, accounts.size(), Topics.ACCOUNTS);
        Awaitility.await()
                .atMost(LONGEST)
                .until(() -> accounts.stream().allMatch(name -> merchants.sweptSince(name, since)));
        Duration longest = Duration.between(since, Instant.now());
        System.out.println(what + " " + longest.toMillis() + " ms at most");
    }
}
