package io.jststream.producer.sweep;

/** How a sweep ended. */
public enum Outcome {
    /** Every page was read and published. */
    COMPLETE,
    /** A page could not be read or published; what was published before stands. */
    FAILED,
    /** A stop signal came. */
    ABANDONED
}
