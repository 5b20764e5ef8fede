package io.jststream.e2e.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.Rounds;
import io.jststream.e2e.tool.SweepLedger;
import io.jststream.e2e.tool.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pipeline as its users run it: what is promised of the containers, and what happens to records when one of them fails. */
@Tag("docker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DockerTest {
    private static final List<String> SERVICES =
            List.of("kafka", "mysql", "connect", "producer", "transformer", "supervisor");

    private static final String NAME = "jst-stream-test";

    private final DockerStack stack = new DockerStack(NAME, Map.of("JST_SINK_TASKS", "2"));
    private final Compose compose = stack.compose();
    private final Rounds rounds = stack.rounds();

    @BeforeAll
    void up() {
        compose.up();
        compose.docker("build", "--quiet", "jst");
    }

    @AfterAll
    void down() {
        stack.close();
    }

    @Test
    @Order(1)
    void theTableEqualsTheSource() throws Exception {
        stack.awaitTable();
    }

    @Test
    @Order(2)
    void aReplayWithTheSameMappingWritesNothing() throws Exception {
        int before = compose.rowEvents();

        String printed = compose.run("make", "replay");

        assertTrue(printed.contains("table: 0 inserted, 0 updated, 0 deleted, 317 unchanged"), printed);
        assertEquals(before, compose.rowEvents());
        stack.awaitTable();
    }

    @ParameterizedTest
    @EnumSource
    @Order(3)
    void aFaultLosesNothingAndRepeatsNothing(Fault fault) throws Exception {
        Runnable thirdPage = rounds.slow(3);
        rounds.next();
        thirdPage.run();

        fault.happenTo(compose);

        rounds.everyShopArrivedOnce(stack.kafka());
        stack.awaitTable();
        assertEquals(List.of(), Topic.read(stack.kafka(), "jst.shops.dead"));
    }

    @Test
    @Order(4)
    void theSinkSaysWhatItTriedAgain() {
        assertTrue(compose.docker("logs", "connect").contains("retry 1 of 3 into shops"));
    }

    @Test
    @Order(5)
    void instancesComeAndGoWhileRecordsFlow() throws Exception {
        for (String instances : List.of("3", "1")) {
            Runnable secondPage = rounds.slow(2);
            rounds.next();
            secondPage.run();
            compose.run("make", "scale", "N=" + instances);
            rounds.everyShopArrivedOnce(stack.kafka());
        }
        stack.awaitTable();
    }

    @Test
    @Order(5)
    void twoProducersReadTheAccountOneAtATimeWhicheverIsLost() throws Exception {
        compose.run("make", "scale", "S=producer", "N=2");
        for (String number : List.of("1", "2")) {
            Runnable secondPage = rounds.slow(2);
            rounds.next();
            secondPage.run();
            String lost = NAME + "-producer-" + number;
            compose.run("docker", "kill", lost);

            rounds.everyShopArrivedOnce(stack.kafka());
            compose.run("docker", "start", lost);
        }
        compose.run("make", "scale", "S=producer", "N=1");
        stack.awaitTable();
        SweepLedger.noTwoSweepsAtATime(stack.kafka());
        assertTrue(stack.simulator().journal().mostInAny(Duration.ofSeconds(1), "/open/shops/query") <= 5);
    }

    @Test
    @Order(5)
    void aLostConnectWorkerIsReplacedByTheOther() throws Exception {
        compose.docker("up", "--detach", "--wait", "--no-recreate", "--no-deps", "--scale", "connect=2", "connect");
        Runnable secondPage = rounds.slow(2);
        rounds.next();
        secondPage.run();

        compose.run("sh", "-c", "docker kill $(docker compose ps --quiet connect | head -1)");

        rounds.everyShopArrivedOnce(stack.kafka());
        stack.awaitTable();
    }

    @Test
    @Order(6)
    void noSecretShows() throws Exception {
        String shown = compose.docker("logs")
                + compose.docker(
                        "exec", "-T", "connect", "curl", "-fsS", "http://localhost:8083/connectors?expand=info")
                + compose.run("sh", "-c", "docker inspect $(docker compose ps --all --quiet)");
        try (Stream<Path> files = Files.list(compose.secrets())) {
            files.map(House::read)
                    .map(secret -> secret.strip().replace("password=", ""))
                    .forEach(secret -> assertFalse(shown.contains(secret), "a secret shows"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "producer", "transformer", "supervisor"})
    @Order(7)
    void ourServicesMayDoLittle(String service) {
        String seen = compose.run(
                "sh",
                "-c",
                "docker inspect --format '{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}}"
                        + " {{.HostConfig.SecurityOpt}} {{gt .HostConfig.Memory 0}}' $(docker compose ps --quiet "
                        + service
                        + ")");

        assertTrue(seen.matches("(10001:10001|appuser) true \\[ALL\\] \\[no-new-privileges:true\\] true\\s*"), seen);
    }

    @Test
    @Order(7)
    void portsAreOpenToThisMachineAlone() {
        for (String service : SERVICES) {
            String ports = compose.run(
                    "sh",
                    "-c",
                    "docker inspect --format '{{json .NetworkSettings.Ports}}' $(docker compose ps -q " + service
                            + ")");
            assertFalse(ports.contains("\"0.0.0.0\"") || ports.contains("\"::\""), ports);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"check --live", "plan", "status", "sweeps 5", "dlq", "diff shops --with /catalog"})
    @Order(8)
    void theCommandLineFindsThePartsFromItsContainer(String typed) {
        String answer = compose.run("sh", "-c", "DOCKER=1 ./jst " + typed);

        assertFalse(answer.isBlank(), typed);
    }
}
