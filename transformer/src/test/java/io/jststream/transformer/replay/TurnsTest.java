package io.jststream.transformer.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replays of one thread, and what is new beside them. */
final class TurnsTest {
    private final AtomicLong now = new AtomicLong(1);
    private final Turns turns = new Turns(now::get);
    private final PartitionReplay one = new Past("a 1").replay();
    private final PartitionReplay other = new Past("b 1").replay();

    @BeforeEach
    void join() {
        turns.join(one);
        turns.join(other);
    }

    /** What is new waits for a whole round, so they share it. */
    @Test
    void sharesARound() {
        assertTrue(turns.has(one) && turns.has(other));
        assertEquals(100_000_000, turns.begin());
        turns.end(other);
        assertFalse(turns.has(other), "once a round");
        assertTrue(turns.has(one), "in the same round");
        turns.end(one);
        restsFirst();
        assertTrue(turns.has(one) && turns.has(other));
    }

    @Test
    void endsARoundAfterAFifthOfASecond() {
        turns.begin();
        now.addAndGet(Turns.LONGEST.toNanos());
        turns.end(one);
        restsFirst();
        assertFalse(turns.has(one), "the others first");
        assertTrue(turns.has(other));
    }

    @Test
    void goesOnWithoutOneThatHasEndedInItsTurn() {
        turns.begin();
        turns.end(other);
        turns.begin();
        turns.leave(one);
        turns.end(one);
        restsFirst();
        assertTrue(turns.has(other));
        assertEquals(1, turns.sharedBy());
    }

    /** Its partition has gone to another instance before its turn came. */
    @Test
    void goesOnWithoutOneThatHasLeft() {
        turns.begin();
        turns.end(other);
        turns.leave(one);
        restsFirst();
        assertTrue(turns.has(other));
    }

    /** Or one of them would fall behind the other. */
    @Test
    void seesTheSinksOnceARound() {
        AtomicBoolean full = new AtomicBoolean();
        BooleanSupplier sinks = full::get;
        turns.begin();
        assertFalse(turns.areFull(sinks));
        full.set(true);
        turns.end(one);
        turns.begin();
        assertFalse(turns.areFull(sinks));
        assertTrue(turns.areFull(() -> true), "another integration's");
        turns.end(other);
        restsFirst();
        turns.begin();
        assertTrue(turns.areFull(sinks));
    }

    private void restsFirst() {
        assertFalse(turns.has(one) || turns.has(other), "what is new has the thread");
        now.addAndGet(20_000_000);
    }
}
