package io.jststream.producer.api;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import org.jspecify.annotations.Nullable;

/** A call that did not succeed in the end. Its message names the API, says what it answered and what to do. */
public final class ApiException extends OperatorException {
    private final Reach reach;

    ApiException(String path, ExitCode exitCode, Reach reach, String reason) {
        this(exitCode, reach, path + ": " + reason, null);
    }

    private ApiException(ExitCode exitCode, Reach reach, String message, @Nullable Throwable cause) {
        super(exitCode, message, cause);
        this.reach = reach;
    }

    /** Whom it concerns. */
    public Reach reach() {
        return reach;
    }

    /** The same of a call that all other calls of the account need. */
    ApiException ofTheAccount() {
        return new ApiException(exitCode(), Reach.ACCOUNT, getMessage(), this);
    }
}
