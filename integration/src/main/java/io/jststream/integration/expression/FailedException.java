package io.jststream.integration.expression;

/** An expression that has no value for a record; checked, so that nobody forgets the dead letter, and without a stack trace. */
public final class FailedException extends Exception {
    /** @param found what stood in the way and where, for a person */
    FailedException(String found) {
        super(found, null, false, false);
    }

    /** What stood in the way and where, for a person. */
    public String found() {
        return String.valueOf(getMessage());
    }
}
