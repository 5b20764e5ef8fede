package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.local.LocalPlatform;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import io.jststream.simulator.Misbehaviour;
import io.jststream.simulator.Simulator;
import io.jststream.simulator.SimulatorConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Producer and transformer as processes that are killed in the middle of a sweep: nothing twice, nothing lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillTest {
    private static final String SHOPS = "/open/shops/query";
    private static final String PRODUCER = "io.jststream.producer.ProducerMain";
    private static final String TRANSFORMER = "io.jststream.transformer.TransformerMain";
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Path data = House.newFolder("kill");
    private final Simulator simulator = Simulator.start(SimulatorConfig.defaults());
    private final Settings given = Settings.from(Map.of("JST_LOCAL_DATA", data.toString()));
    private final LocalPlatform platform = start();
    private int round;

    private LocalPlatform start() {
        try {
            return LocalPlatform.start(given, House.catalog(), (part, where) -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    void sinkIsReady() throws Exception {
        platform.awaitSettings();
    }

    @AfterAll
    void stop() {
        platform.close();
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aKilledProducerLosesNothingAndRepeatsNothing(int page) throws Exception {
        changeEveryShop();
        try (Fork transformer = fork(TRANSFORMER)) {
            killProducerWhileItReads(page);

            sweep();

            everyShopArrivedOnce();
            transformer.terminate();
            assertEquals(0, transformer.await(), transformer.output());
        }
    }

    @Test
    void aKilledTransformerLosesNothingAndRepeatsNothing() throws Exception {
        changeEveryShop();
        try (Fork transformer = fork(TRANSFORMER)) {
            simulator.misbehave(Misbehaviour.SLOW, 1, 3);
            try (Fork producer = fork(PRODUCER, "--once")) {
                Awaitility.await()
                        .atMost(LONGEST)
                        .until(() -> !thisRound("jst.shops").isEmpty());
                transformer.kill();
                assertEquals(0, producer.await(), producer.output());
            }
        }
        try (Fork transformer = fork(TRANSFORMER)) {
            everyShopArrivedOnce();
            transformer.terminate();
            assertEquals(0, transformer.await(), transformer.output());
        }
    }

    @Test
    void aStoppedProducerEndsItsSweepAndLosesNothing() throws Exception {
        changeEveryShop();
        simulator.misbehave(Misbehaviour.SLOW, 1, 2);
        try (Fork producer = fork(PRODUCER)) {
            awaitCallFor(2);
            long asked = System.nanoTime();
            producer.terminate();
            assertEquals(0, producer.await(), producer.output());
            Duration took = Duration.ofNanos(System.nanoTime() - asked);
            assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, "stopped after " + took);
        }
        try (Fork transformer = fork(TRANSFORMER)) {
            sweep();
            everyShopArrivedOnce();
            transformer.terminate();
            assertEquals(0, transformer.await(), transformer.output());
        }
    }

    /** Gives every shop a value that no shop ever had, so that each has exactly one new record to make. */
    private void changeEveryShop() {
        round++;
        for (ObjectNode shop : simulator.shops().snapshot()) {
            simulator.shops().put(shop.put("short_name", "round " + round));
        }
    }

    private void killProducerWhileItReads(int page) throws InterruptedException {
        simulator.misbehave(Misbehaviour.SLOW, 1, page);
        try (Fork producer = fork(PRODUCER)) {
            awaitCallFor(page);
            producer.kill();
        }
    }

    private void awaitCallFor(int page) {
        int before = callsFor(page);
        Awaitility.await().atMost(LONGEST).pollInterval(Duration.ofMillis(10)).until(() -> callsFor(page) > before);
    }

    private int callsFor(int page) {
        return (int) simulator.journal().callsTo(SHOPS).stream()
                .filter(call -> call.page() == page)
                .count();
    }

    private void sweep() throws InterruptedException {
        try (Fork producer = fork(PRODUCER, "--once")) {
            assertEquals(0, producer.await(), producer.output());
        }
    }

    private void everyShopArrivedOnce() throws Exception {
        List<ObjectNode> shops = simulator.shops().snapshot();
        Awaitility.await().atMost(LONGEST).until(() -> thisRound("jst.shops").size() >= shops.size());
        for (String topic : List.of("jst.shops.raw", "jst.shops")) {
            Map<String, Integer> counts = thisRound(topic);
            assertEquals(shops.size(), counts.size(), topic);
            assertEquals(Set.of(1), Set.copyOf(counts.values()), topic);
        }
        new Table(platform.awaitSettings()).awaitEquals(shops);
    }

    /** The records of this round, and how often each stands in the topic. */
    private Map<String, Integer> thisRound(String topic) {
        Map<String, Integer> counts =
                Topic.counts(Topic.read(platform.brokerSettings().kafka(), topic));
        counts.keySet().removeIf(found -> !found.contains("\"round " + round + "\""));
        return counts;
    }

    private Fork fork(String main, String... arguments) {
        Map<String, String> environment = Map.of(
                "JST_KAFKA_BOOTSTRAP_SERVERS",
                platform.brokerSettings().get(Setting.JST_KAFKA_BOOTSTRAP_SERVERS),
                "JST_TOKEN_FILE",
                data.resolve("tokens.json").toString(),
                "JST_BASE_URL",
                simulator.baseUrl(),
                "JST_APP_KEY",
                simulator.appKey(),
                "JST_APP_SECRET",
                simulator.appSecret());
        String[] command = new String[arguments.length + 1];
        command[0] = main;
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Fork.start(data, environment, command);
    }
}
