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
    void isFullWhenAllSinksTogetherHaveMuchToWrite() {
        assertFalse(full(0, 100, 10_100, 10_000));
        assertTrue(full(1, 100, 10_100, 10_001));
        assertFalse(full(2, 101, 10_100, 10_001));
    }

    @Test
    void letsAsMuchWaitAsTheSinksWriteInASecond() {
        assertTrue(full(0, 0, 40_000, 0));
        assertFalse(full(2, 80_000, 120_000, 0), "40,000 a second");
        assertTrue(full(4, 160_000, 200_001, 0));
        assertTrue(full(6, 220_000, 255_000, 0), "30,000 a second");
        assertFalse(full(600, 420_000, 440_000, 0));
        assertTrue(full(602, 420_000, 440_001, 0), "none a second");
        assertTrue(full(604, 100, 20_101, 0), "its offsets were set back");
    }

    @Test
    void isFullWhereOneSinkHasMoreThanItWritesInASecond() {
        SinkProgress.Seen begin = new SinkProgress.Seen(Map.of(SHOPS, 0L, ITEMS, 0L), Map.of(SHOPS, 0L, ITEMS, 0L));
        assertFalse(progress.isFull(begin, 0));
        SinkProgress.Seen slow =
                new SinkProgress.Seen(Map.of(SHOPS, 100_000L, ITEMS, 2_000L), Map.of(SHOPS, 140_000L, ITEMS, 3_001L));
        assertTrue(progress.isFull(slow, 2 * SECOND));
        SinkProgress.Seen enough =
                new SinkProgress.Seen(Map.of(SHOPS, 100_000L, ITEMS, 2_002L), Map.of(SHOPS, 140_000L, ITEMS, 3_001L));
        assertFalse(new SinkProgressTest().later(begin, enough));
    }

    private boolean later(SinkProgress.Seen begin, SinkProgress.Seen after) {
        progress.isFull(begin, 0);
        return progress.isFull(after, 2 * SECOND);
    }

    @Test
    void doesNotTakeASinkThatIsSeenAnewForAFastOne() {
        progress.isFull(new SinkProgress.Seen(Map.of(ITEMS, 7L), Map.of(ITEMS, 7L)), 0);
        assertTrue(full(2, 1_000_000, 1_020_001, 0));
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
