package io.jststream.transformer.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

final class ReplayPlaceTest {
    private final ReplayPlace asked = ReplayPlace.of(new OffsetAndMetadata(10), 100);

    /** Kafka's tools know nothing of it: to them it is a group that is at 40 of 100. */
    @Test
    void showsWhatIsLeftAsLag() {
        assertEquals(
                new OffsetAndMetadata(40, "mapped from 70 on, down to 10"),
                asked.downTo(70).committed());
        assertEquals(
                new OffsetAndMetadata(100, "done"), asked.downTo(70).downTo(10).committed());
    }

    @Test
    void isReadAsItWasCommitted() {
        assertEquals(asked.downTo(70), ReplayPlace.of(asked.downTo(70).committed(), 120));
    }

    @Test
    void isOverWhereItIsCommittedAsDone() {
        OffsetAndMetadata done = asked.downTo(10).committed();

        assertTrue(ReplayPlace.isDone(done));
        assertTrue(ReplayPlace.of(done, 120).isAtItsEnd());
        assertFalse(ReplayPlace.isDone(asked.downTo(11).committed()));
    }

    /** An operator's tool, or a version of the transformer that went forward. */
    @Test
    void isAskedForByWhatSaysNothing() {
        assertEquals(new ReplayPlace(10, 100, 10), asked);
        assertEquals(asked, ReplayPlace.of(new OffsetAndMetadata(10, "by hand"), 100));
        assertTrue(ReplayPlace.of(new OffsetAndMetadata(110), 100).isAtItsEnd());
    }

    @Test
    void leavesOutWhatTheTopicHasNot() {
        ReplayPlace going = asked.downTo(70);

        assertEquals(going, going.within(0, 120));
        assertEquals(new ReplayPlace(30, 70, 60), going.within(30, 120));
        assertEquals(new ReplayPlace(10, 20, 90), going.within(0, 20));
        assertEquals(new ReplayPlace(5, 5, 100), going.within(0, 5));
        assertEquals(new ReplayPlace(90, 90, 100), going.within(90, 120));
    }
}
