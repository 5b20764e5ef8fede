package io.jststream.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallLimitsTest {
    private static final String PER_SECOND = "199 调用频次超过限制!请稍后再试";
    private static final String PER_MINUTE = "200 调用频次超过限制!";

    private final FakeClock clock = new FakeClock();
    private final CallLimits limits = new CallLimits(5, 100, clock);

    @Test
    void refusesTheSixthCallInASecond() {
        assertEquals(List.of("ok", "ok", "ok", "ok", "ok", PER_SECOND), calls(6));

        clock.forward(Duration.ofSeconds(1));

        assertEquals(List.of("ok"), calls(1));
    }

    @Test
    void theSecondSlides() {
        calls(3);
        clock.forward(Duration.ofMillis(999));
        assertEquals(List.of("ok", "ok", PER_SECOND), calls(3));

        // The first three are a second old now, the others a millisecond.
        clock.forward(Duration.ofMillis(1));

        assertEquals(List.of("ok", "ok", PER_SECOND), calls(3));
    }

    @Test
    void refusesTheHundredAndFirstCallInAMinute() {
        assertEquals(100, allowedAtFourASecond(100));
        assertEquals(List.of(PER_MINUTE), calls(1));
    }

    @Test
    void theMinuteSlides() {
        calls(2);
        clock.forward(Duration.ofSeconds(30));
        assertEquals(98, allowedAtFourASecond(98));
        assertEquals(List.of(PER_MINUTE), calls(1));

        // The first two are a minute old now, and one of their places the refused call has taken.
        clock.forward(Duration.ofMillis(5_500));

        assertEquals(List.of("ok", PER_MINUTE), calls(2));
    }

    @Test
    void refusedCallsCount() {
        calls(6);
        clock.forward(Duration.ofMillis(500));
        assertEquals(List.of(PER_SECOND, PER_SECOND, PER_SECOND, PER_SECOND, PER_SECOND), calls(5));

        clock.forward(Duration.ofMillis(500));

        assertEquals(List.of(PER_SECOND), calls(1));
        clock.forward(Duration.ofMillis(500));
        assertEquals(List.of("ok"), calls(1));
    }

    @Test
    void whoNeverWaitsIsRefusedByTheMinuteTooInTheEnd() {
        calls(101);
        clock.forward(Duration.ofSeconds(2));

        assertEquals(List.of(PER_MINUTE), calls(1));

        clock.forward(Duration.ofSeconds(58));
        assertEquals(List.of("ok"), calls(1));
    }

    @Test
    void theDefaultsHoldOverHttpAndTokenCallsAreFree() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorConfig.defaults().withClock(clock))) {
            Caller caller = new Caller(simulator, clock);
            for (int i = 0; i < 7; i++) {
                caller.init();
            }
            for (int i = 0; i < 5; i++) {
                assertEquals("0 执行成功", Caller.said(caller.page(1, 1)));
            }

            assertEquals(PER_SECOND, Caller.said(caller.page(1, 1)));
            assertEquals(Map.of(0, 12L, 199, 1L), simulator.journal().countByCode());

            clock.forward(Duration.ofSeconds(1));
            assertEquals("0 执行成功", Caller.said(caller.page(1, 1)));
        }
    }

    private List<String> calls(int number) {
        return IntStream.range(0, number).mapToObj(i -> call()).toList();
    }

    private long allowedAtFourASecond(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> {
                    String said = call();
                    clock.forward(Duration.ofMillis(250));
                    return said;
                })
                .filter("ok"::equals)
                .count();
    }

    private String call() {
        return limits.count().map(reply -> reply.code() + " " + message(reply)).orElse("ok");
    }

    private static String message(Reply reply) {
        StringBuilder message = new StringBuilder();
        reply.edit(json -> message.append(json.path("msg").asText()));
        return message.toString();
    }
}
