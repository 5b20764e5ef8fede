package io.jststream.e2e.simulation;

/** A promise that was not kept. An error, so that nothing under test catches it. */
final class Violation extends AssertionError {
    private static final long serialVersionUID = 1;

    Violation(String message) {
        super(message);
    }

    static void unless(boolean kept, String message) {
        if (!kept) {
            throw new Violation(message);
        }
    }
}
