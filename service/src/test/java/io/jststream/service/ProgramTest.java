package io.jststream.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream errors = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void printsAnOperatorsErrorAsItsMessage() {
        ExitCode code = Program.guarded(
                () -> {
                    throw new OperatorException(ExitCode.BAD_CONFIGURATION, "one\ntwo", new IllegalStateException("x"));
                },
                errors);

        assertEquals(ExitCode.BAD_CONFIGURATION, code);
        assertEquals(
                "error: one" + System.lineSeparator() + "error: two",
                printed().replace("\nerror", System.lineSeparator() + "error"));
    }

    @Test
    void printsAnUnexpectedErrorWithoutAStackTrace() {
        ExitCode code = Program.guarded(
                () -> {
                    throw new IllegalStateException("broken");
                },
                errors);

        assertEquals(ExitCode.FAILED, code);
        assertTrue(printed().contains("unexpected java.lang.IllegalStateException: broken"), printed());
        assertFalse(printed().contains("at io.jststream"), printed());
    }

    @Test
    void handsOnTheExitCodeOfTheBody() {
        assertEquals(ExitCode.ENVIRONMENT, Program.guarded(() -> ExitCode.ENVIRONMENT, errors));
        assertEquals("", printed());
    }

    @Test
    void stopWaitsUntilItIsRequested() throws InterruptedException {
        Program.Stop stop = new Program.Stop();
        assertFalse(stop.await(1));
        assertFalse(stop.requested());

        stop.request();

        assertTrue(stop.requested());
        assertTrue(stop.await(1));
        stop.await();
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }
}
