package io.jststream.producer.api;

import java.time.Duration;

/** Waits; in tests, makes a fake clock go on. */
@FunctionalInterface
public interface Sleeper {
    /** Waits so long, or until the waiting thread is interrupted. */
    void sleep(Duration duration) throws InterruptedException;
}
