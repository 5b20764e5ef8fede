package io.jststream.producer.turn;

/** Hears how sweeps go. Called on the thread of the sweep, so it must not block. */
public interface SweepListener {
    /** Does not listen. */
    SweepListener NONE = new SweepListener() {};

    /** A page has been read and published. */
    default void pageRead(String integration, int page, int records) {}

    /** A sweep has ended, however. */
    default void ended(SweepReport report) {}
}
