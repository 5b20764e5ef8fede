package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.e2e.tool.Fork;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.Rounds;
import io.jststream.e2e.tool.Table;
import io.jststream.local.LocalPlatform;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import io.jststream.simulator.Simulator;
import io.jststream.simulator.SimulatorConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
    private static final String PRODUCER = "io.jststream.producer.ProducerMain";
    private static final String TRANSFORMER = "io.jststream.transformer.TransformerMain";
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int MOST_ROUNDS = 5;

    private final Path data = House.newFolder("kill");
    private final Simulator simulator = Simulator.start(SimulatorConfig.defaults());
    private final Settings given = Settings.from(Map.of("JST_LOCAL_DATA", data.toString()));
    private final LocalPlatform platform = start();
    private final Rounds rounds = new Rounds(simulator);

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
        rounds.next();
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
        for (int round = 1; !killsATransformerHalfWay(); round++) {
            assertTrue(round < MOST_ROUNDS, "each was killed when it had mapped everything");
        }
        try (Fork transformer = fork(TRANSFORMER)) {
            everyShopArrivedOnce();
            transformer.terminate();
            assertEquals(0, transformer.await(), transformer.output());
        }
    }

    /** Whether the round's records were not all visible yet when it was killed. */
    private boolean killsATransformerHalfWay() throws InterruptedException {
        rounds.next();
        try (Fork transformer = fork(TRANSFORMER)) {
            rounds.slow(3);
            try (Fork producer = fork(PRODUCER, "--once")) {
                Awaitility.await().atMost(LONGEST).until(() -> typed() > 0);
                transformer.kill();
                int typed = typed();
                assertEquals(0, producer.await(), producer.output());
                return typed < simulator.shops().size();
            }
        }
    }

    private int typed() {
        return rounds.counts(platform.brokerSettings().kafka(), "jst.shops").size();
    }

    @Test
    void aStoppedProducerEndsItsSweepAndLosesNothing() throws Exception {
        rounds.next();
        Runnable secondPage = rounds.slow(2);
        try (Fork producer = fork(PRODUCER)) {
            secondPage.run();
            long asked = System.nanoTime();
            producer.terminate();
            assertEquals(0, producer.await(), producer.output());
            Duration took = Duration.ofNanos(System.nanoTime() - asked);
            assertTrue(took.compareTo(Duration.ofSeconds(15)) < 0, "stopped after " + took);
        }
        try (Fork transformer = fork(TRANSFORMER)) {
            sweep();
            everyShopArrivedOnce();
            transformer.terminate();
            assertEquals(0, transformer.await(), transformer.output());
        }
    }

    private void killProducerWhileItReads(int page) throws InterruptedException {
        Runnable call = rounds.slow(page);
        try (Fork producer = fork(PRODUCER)) {
            call.run();
            producer.kill();
        }
    }

    private void sweep() throws InterruptedException {
        try (Fork producer = fork(PRODUCER, "--once")) {
            assertEquals(0, producer.await(), producer.output());
        }
    }

    private void everyShopArrivedOnce() throws Exception {
        rounds.everyShopArrivedOnce(platform.brokerSettings().kafka());
        new Table(platform.awaitSettings()).awaitEquals(simulator.shops().snapshot());
    }

    private Fork fork(String main, String... arguments) {
        Map<String, String> environment = Map.of(
                "JST_CATALOG",
                House.catalogWithTurns(1, data.resolve("catalog")).toString(),
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
