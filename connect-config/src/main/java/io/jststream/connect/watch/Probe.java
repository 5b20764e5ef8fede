package io.jststream.connect.watch;

/** One thing to look at again and again. A look that finds nobody there says so in its gauges and does not throw. */
@FunctionalInterface
interface Probe extends AutoCloseable {
    void look() throws InterruptedException;

    /** Called by the thread that has looked. */
    @Override
    default void close() {}
}
