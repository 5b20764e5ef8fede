package io.jststream.producer.api;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;

/** A call that did not succeed in the end. Its message names the API, says what it answered and what to do. */
public final class ApiException extends OperatorException {
    ApiException(String path, ExitCode exitCode, String reason) {
        super(exitCode, path + ": " + reason);
    }
}
