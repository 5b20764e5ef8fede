package io.jststream.connect.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A wait that is told of, and that a Kafka which is away does not end. */
class ProgressTest {
    private final OperatorException away =
            new OperatorException(ExitCode.ENVIRONMENT, "Kafka at kafka:9092 does not answer");
    private final OperatorException forbidden =
            new OperatorException(ExitCode.BAD_CONFIGURATION, "Kafka does not let it be watched");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Program.Stop stop = new Program.Stop();
    private final Progress progress = new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8), 1, stop);

    @Test
    void itEndsWhenNothingIsLeft() throws Exception {
        assertTrue(progress.await("", answers(5L, 5L, 0L), "look there"));

        assertEquals("  5 records to go after 0 s\n", text());
    }

    @Test
    void aPhaseThatBeginsTellsHowFarItIs() throws Exception {
        progress.await("", answers(5L, 0L), "");

        assertTrue(progress.await("mapped; ", answers(5L, 0L), ""));

        assertEquals(
                List.of("  5 records to go after 0 s", "  mapped; 5 records to write after 0 s"),
                text().lines().toList());
    }

    @Test
    void whatIsAwayIsWaitedForAndToldOnce() throws Exception {
        assertTrue(progress.await("", answers(away, away, away, 0L), ""));

        List<String> lines = text().lines().toList();
        assertEquals(2, lines.size());
        assertEquals("  Kafka at kafka:9092 does not answer; the replay goes on when it is back", lines.get(0));
        assertEquals("  Kafka answers again after 0 s", lines.get(1));
    }

    @Test
    void aStepIsTriedUntilItIsDone() throws Exception {
        Progress.Look attempts = answers(away, away, 0L);

        assertTrue(progress.once(attempts::left));
    }

    @Test
    void whatWillNeverBeAnsweredEndsTheWait() {
        assertEquals(
                forbidden, assertThrows(OperatorException.class, () -> progress.await("", answers(5L, forbidden), "")));
    }

    @Test
    void aStopEndsTheWait() throws Exception {
        stop.request();

        assertFalse(progress.await("", () -> 5, ""));
        assertFalse(progress.once(() -> {
            throw away;
        }));
    }

    /** One after the other: a figure, or an error. */
    private static Progress.Look answers(Object... answers) {
        Deque<Object> left = new ArrayDeque<>(List.of(answers));
        return () -> {
            Object answer = left.remove();
            if (answer instanceof OperatorException refused) {
                throw refused;
            }
            return (Long) answer;
        };
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
