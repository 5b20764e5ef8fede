package io.jststream.transformer.mapping;

import java.io.IOException;

/** Says that a record is nothing for {@link PlainTokens}. Has no stack: it is no fault, and nobody asks where it comes from. */
final class NotPlainException extends IOException {
    private static final long serialVersionUID = 1L;

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
