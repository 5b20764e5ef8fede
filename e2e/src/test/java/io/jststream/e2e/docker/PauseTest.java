package io.jststream.e2e.docker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How long records stand still while transformer instances come, go, restart and die: prints the longest pause of each. */
@Tag("docker")
@Tag("large")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PauseTest {
    /** Twice the time after which the group gives away what a silent instance had. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final MappingStack stack = new MappingStack("pause");
    private final Compose compose = stack.compose();
    private final Properties kafka = stack.kafka();

    @BeforeAll
    void up() throws Exception {
        stack.up();
        compose.docker("up", "--detach", "--no-deps", "--wait", "transformer");
    }

    @AfterAll
    void down() {
        stack.close();
    }

    @Test
    void recordsStandStillForSecondsAtMost() {
        try (SteadyFlow flow = new SteadyFlow(kafka)) {
            pause(flow, "nothing", () -> {});
            pause(flow, "1 to 3 instances", () -> compose.run("make", "scale", "N=3"));
            pause(flow, "one of 3 restarted", () -> compose.run("sh", "-c", "docker restart $(%s)".formatted(one())));
            pause(
                    flow,
                    "one of 3 killed and started",
                    () -> compose.run("sh", "-c", "one=$(%s); docker kill $one; docker start $one".formatted(one())));
            pause(flow, "one of 3 lost", () -> compose.run("sh", "-c", "docker kill $(%s)".formatted(one())));
            pause(flow, "2 instances to 1", () -> compose.run("make", "scale", "N=1"));
        }
    }

    private static String one() {
        return "docker compose ps --quiet transformer | head -1";
    }

    private static void pause(SteadyFlow flow, String what, Runnable event) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .during(Duration.ofSeconds(3))
                .until(flow::flows);
        flow.longestPause();
        event.run();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .during(Duration.ofSeconds(12))
                .until(flow::flows);
        Duration longest = flow.longestPause();
        System.out.printf("%s: a partition stood still for %d ms at most%n", what, longest.toMillis());
        assertTrue(longest.compareTo(LONGEST) < 0, what + ": " + longest);
    }
}
