package io.jststream.connect.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.connect.watch.Waiting.Span;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OpenTransactionsTest {
    private static final TopicPartition ONE = new TopicPartition("jst.shops.raw", 0);
    private static final TopicPartition OTHER = new TopicPartition("jst.shops.raw", 1);

    private long now = Duration.ofDays(1).toNanos();
    private final OpenTransactions transactions = new OpenTransactions(() -> now);

    @Test
    void oneThatStaysOpenIsMeasuredFromWhenItWasFirstSeenHoweverMuchFollows() {
        look(ONE, 10, 11);
        look(ONE, 10, 50);
        look(ONE, 10, 90);

        assertEquals(15, transactions.seconds(ONE));
        assertEquals(0, transactions.seconds(OTHER));
    }

    /** A busy partition always has one that is open. */
    @Test
    void eachThatFollowsAnotherIsANewOne() {
        look(ONE, 10, 20);
        look(ONE, 20, 30);
        look(ONE, 30, 40);

        assertEquals(5, transactions.seconds(ONE));
    }

    @Test
    void oneThatHasEndedIsOpenNoMore() {
        look(ONE, 10, 20);
        look(ONE, 21, 21);
        assertEquals(0, transactions.seconds(ONE));

        look(ONE, 21, 22);

        assertEquals(5, transactions.seconds(ONE));
    }

    /** One that moves hides none that does not. */
    @Test
    void eachPartitionCountsForItself() {
        look(ONE, 10, 20);
        for (int other = 0; other < 10; other++) {
            transactions.look(Map.of(ONE, new Span(10, 20), OTHER, new Span(other, other + 1)));
            pass();
        }

        assertEquals(55, transactions.seconds(ONE));
        assertEquals(5, transactions.seconds(OTHER));
    }

    private void look(TopicPartition partition, long stable, long end) {
        transactions.look(Map.of(partition, new Span(stable, end)));
        pass();
    }

    private void pass() {
        now += Duration.ofSeconds(5).toNanos();
    }
}
