package io.jststream.e2e.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.e2e.tool.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault many times over, with figures. It takes an hour or two, so it is run by hand: {@code make faults RUNS=20}, or some
 * of the faults on one stack and some on another: {@code make faults FAULTS=MYSQL_PAUSED,MYSQL_STOPPED}.
 */
@Tag("docker")
@Tag("large")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultMatrixTest {
    private static final int RUNS = Integer.getInteger("runs", 20);
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(60);
    private static final String DEAD = "jst.shops.dead";

    private final DockerStack stack =
            new DockerStack("jst-stream-faults-" + ProcessHandle.current().pid(), Map.of());

    @BeforeAll
    void up() throws Exception {
        stack.compose().up();
        stack.awaitTable();
    }

    @AfterAll
    void down() {
        stack.close();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void recoversEveryTime(Fault fault) throws Exception {
        List<Duration> recoveries = new ArrayList<>();
        for (int run = 1; run <= RUNS; run++) {
            recoveries.add(recovery(fault));
        }

        Collections.sort(recoveries);
        Duration longest = recoveries.get(RUNS - 1);
        System.out.printf(
                "%-18s %d runs, 0 lost, 0 repeated, 0 wrong, 0 dead letters; recovered after %.1f s (median), %.1f s at most%n",
                fault, RUNS, seconds(recoveries.get(RUNS / 2)), seconds(longest));
        assertTrue(longest.compareTo(LONGEST_RECOVERY) <= 0, fault + ": recovered after " + longest);
    }

    static Stream<Fault> faults() {
        String chosen = System.getProperty("faults", "");
        return Stream.of(Fault.values())
                .filter(fault -> chosen.isEmpty() || List.of(chosen.split(",")).contains(fault.name()));
    }

    /** One fault in the middle of a sweep; how long after its end all was as it should be. */
    private Duration recovery(Fault fault) throws Exception {
        Runnable thirdPage = stack.rounds().slow(3);
        stack.rounds().next();
        thirdPage.run();
        fault.happenTo(stack.compose());

        long ended = System.nanoTime();
        stack.awaitTable();
        Duration recovery = Duration.ofNanos(System.nanoTime() - ended);

        stack.rounds().everyShopArrivedOnce(stack.kafka());
        stack.awaitTable();
        assertEquals(List.of(), Topic.read(stack.kafka(), DEAD), "dead letters after " + fault);
        stack.rounds().forget(stack.kafka());
        return recovery;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
