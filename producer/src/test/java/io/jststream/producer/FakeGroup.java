package io.jststream.producer;

import io.jststream.producer.group.AccountGroup;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A group that shares accounts as a test says: all of them with this instance, as long as it says nothing else. Thread-safe. */
final class FakeGroup implements AccountGroup {
    private final Supplier<Set<String>> held;
    private final AtomicInteger sharings = new AtomicInteger();
    private Optional<Set<String>> next;
    private final AtomicInteger polls = new AtomicInteger();
    private volatile boolean inTouch = true;
    private volatile Set<String> heldWhenLeft = Set.of();

    FakeGroup(Set<String> accounts, Supplier<Set<String>> held) {
        this.next = Optional.of(accounts);
        this.held = held;
    }

    /** Gives these accounts to this instance, and no others any more. */
    synchronized void gives(String... accounts) {
        next = Optional.of(Set.of(accounts));
    }

    void losesTouch() {
        inTouch = false;
    }

    void isInTouchAgain() {
        inTouch = true;
    }

    /** How often it was asked to share anew. */
    int askedToShareAnew() {
        return sharings.get();
    }

    int polls() {
        return polls.get();
    }

    /** What was still being read when this instance left. */
    Set<String> heldWhenLeft() {
        return heldWhenLeft;
    }

    @Override
    public synchronized Optional<Set<String>> poll(Duration longest) {
        polls.incrementAndGet();
        Optional<Set<String>> shared = next;
        next = Optional.empty();
        return shared;
    }

    @Override
    public void shareAnew() {
        sharings.incrementAndGet();
    }

    @Override
    public boolean inTouch() {
        return inTouch;
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public void close() {
        heldWhenLeft = held.get();
    }
}
