package io.jststream.producer.group;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The instances of the producer, seen from one of them: which accounts are this one's to read. Used by one thread. */
public interface AccountGroup extends AutoCloseable {
    /** Takes part for at most so long; returns the accounts to read where the group has shared them anew. */
    Optional<Set<String>> poll(Duration longest);

    /** Has the accounts shared anew: this instance has ended reading one, and another may begin. */
    void shareAnew();

    /**
     * Whether the group still counts this instance in. Where it is not in touch for that long, another instance may be reading
     * its accounts, so it must have stopped.
     */
    boolean inTouch();

    /** What keeps this instance from taking part, for a person; empty where nothing is known. */
    Optional<String> trouble();

    /** Leaves, and with that hands over all accounts at once. */
    @Override
    void close();
}
