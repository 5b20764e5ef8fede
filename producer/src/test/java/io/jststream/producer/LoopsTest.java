package io.jststream.producer;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that end together. */
@Timeout(30)
class LoopsTest {
    private final OperatorException takenOver = new OperatorException(ExitCode.FAILED, "another one has taken over");

    /** Else the account would be begun again at once, and taken over again. */
    @Test
    void throwsWhatOneEndedByAlsoWhereAnotherDoesNotEndInTime() {
        Loops loops = new Loops(Duration.ofMillis(50));
        CountDownLatch never = new CountDownLatch(1);
        loops.start("late", () -> awaitEndlessly(never));
        loops.start("taken over", () -> {
            throw takenOver;
        });

        OperatorException thrown =
                assertThrows(OperatorException.class, () -> loops.await(new Program.Stop(), () -> {}));

        assertSame(takenOver, thrown);
    }

    /** The order in which they were begun does not matter. */
    @Test
    void throwsItAlsoWhereTheLateOneWasBegunBehindIt() {
        Loops loops = new Loops(Duration.ofMillis(50));
        CountDownLatch never = new CountDownLatch(1);
        loops.start("taken over", () -> {
            throw takenOver;
        });
        loops.start("late", () -> awaitEndlessly(never));

        assertSame(takenOver, assertThrows(OperatorException.class, () -> loops.await(new Program.Stop(), () -> {})));
    }

    /** Until its thread is interrupted, as all are in the end. */
    private static void awaitEndlessly(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
