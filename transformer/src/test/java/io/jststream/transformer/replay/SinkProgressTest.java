package io.jststream.transformer.replay;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** When a replay waits for the sinks. */
final class SinkProgressTest {
    private static final TopicPartition SHOPS = new TopicPartition("jst.shops", 0);
    private static final TopicPartition ITEMS = new TopicPartition("jst.orders.items", 3);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final SinkProgress progress = new SinkProgress();

    @Test
    void isFullWhenAllSinksTogetherHaveMoreThanASecondToWrite() {
        assertFalse(full(0, 100, 10_100, 10_000));
        assertTrue(full(1, 100, 10_100, 10_001));
        assertFalse(full(2, 101, 10_100, 10_001));
    }

    @Test
    void doesNotCountSinksThatHaveNeverWritten() {
        assertFalse(progress.isFull(new SinkProgress.Seen(Map.of(), Map.of(SHOPS, 1_000_000L)), 0));
    }

    /** Aborted records look as if they were to be written, and a sink commits nothing but what it is given. */
    @Test
    void letsSomethingThroughOnceWhereNothingMoves() {
        assertTrue(full(0, 100, 50_000, 0));
        assertTrue(full(2, 100, 50_000, 0));
        assertFalse(full(3, 100, 50_000, 0));
        assertTrue(full(4, 100, 50_000, 0));
        assertTrue(full(60, 100, 60_000, 0));
        assertTrue(full(99, 100, 60_000, 0));
    }

    @Test
    void letsSomethingThroughAgainWhenTheSinksHaveMoved() {
        full(0, 100, 50_000, 0);
        assertFalse(full(3, 100, 50_000, 0));
        assertTrue(full(4, 40_000, 90_000, 0));
        assertFalse(full(7, 40_000, 90_000, 0));
    }

    private boolean full(int second, long written, long end, long left) {
        return progress.isFull(
                new SinkProgress.Seen(Map.of(SHOPS, written, ITEMS, 7L), Map.of(SHOPS, end, ITEMS, 7 + left)),
                second * SECOND);
    }
}
