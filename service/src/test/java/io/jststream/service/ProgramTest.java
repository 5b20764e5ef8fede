package io.jststream.service;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** With another word the logging library would say nothing at all. */
    @ParameterizedTest
    @CsvSource({
        "JST_LOG_FORMAT, jsn, text or json",
        "JST_LOG_FORMAT, JSON, text or json",
        "JST_LOG_FORMAT, '', text or json",
        "JST_LOG_LEVEL, info, TRACE or DEBUG or INFO or WARN or ERROR",
        "JST_LOG_LEVEL, OFF, TRACE or DEBUG or INFO or WARN or ERROR"
    })
    void aLogThatWouldNotBeWrittenIsRefused(String name, String value, String expected) {
        OperatorException error =
                assertThrows(OperatorException.class, () -> Program.refuseUnknownLog(Map.of(name, value)));

        assertEquals(ExitCode.BAD_CONFIGURATION, error.exitCode());
        assertEquals(
                "environment variable " + name + ": found '" + value + "', expected " + expected, error.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "JST_LOG_FORMAT, text",
        "JST_LOG_FORMAT, json",
        "JST_LOG_LEVEL, TRACE",
        "JST_LOG_LEVEL, DEBUG",
        "JST_LOG_LEVEL, INFO",
        "JST_LOG_LEVEL, WARN",
        "JST_LOG_LEVEL, ERROR",
        "JST_DEBUG, x"
    })
    void aLogThatIsWrittenIsNotRefused(String name, String value) {
        assertDoesNotThrow(() -> Program.refuseUnknownLog(Map.of(name, value)));
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
