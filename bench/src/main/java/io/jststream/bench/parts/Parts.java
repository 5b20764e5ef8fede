package io.jststream.bench.parts;

import java.util.ArrayDeque;
import java.util.Deque;

/** Parts that were started one after the other, and end in the opposite order. Used by one thread. */
public final class Parts implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** The next one, which ends before all that are there. */
    public void add(AutoCloseable part) {
        parts.push(part);
    }

    /** Ends all of them, even where one does not end well. */
    @Override
    public void close() throws Exception {
        if (!parts.isEmpty()) {
            try (AutoCloseable last = parts.pop()) {
                close();
            }
        }
    }
}
