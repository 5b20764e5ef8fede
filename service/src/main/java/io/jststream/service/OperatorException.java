package io.jststream.service;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An error that a person has to act on. Its message is complete by itself (what, where, which value, what was expected,
 * what to do), so it is printed without a stack trace.
 */
public class OperatorException extends RuntimeException {
    private final ExitCode exitCode;

    public OperatorException(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    public OperatorException(ExitCode exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** How the process ends if nobody handles this. */
    public final ExitCode exitCode() {
        return exitCode;
    }

    @Override
    public final String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "no message");
    }
}
