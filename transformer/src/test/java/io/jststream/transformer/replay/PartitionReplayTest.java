package io.jststream.transformer.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What of the history is mapped again, and when. With a broker and with kills, the tests of the whole pipeline see it. */
final class PartitionReplayTest {
    private final List<Long> mapped = new ArrayList<>();
    private final ReplayOffsets offsets = new ReplayOffsets(new Past().consumer.groupMetadata());
    private final Queue<Runnable> reading = new ArrayDeque<>();
    private final ReadAheads readAheads = new ReadAheads(reading::add);
    private final Turns turns = new Turns(Past.secondsApart());

    @Test
    void leavesOutAllButTheLastVersion() {
        assertEquals(List.of(1L, 4L, 5L), replayed(0, 6, "a 1", "b 1", "a 2", "a 3", "a 4", "c 1"));
    }

    @Test
    void aTombstoneIsAVersion() {
        assertEquals(List.of(2L), replayed(0, 3, "a 1", "a", "a 2"));
        assertEquals(List.of(1L), replayed(0, 2, "a 1", "a"));
    }

    /** The row of the last version that the mapping takes has to come out with the new mapping. */
    @Test
    void aDeadLetterNeitherSupersedesNorIsSuperseded() {
        assertEquals(List.of(1L, 2L, 3L), replayed(0, 4, "a 1", "a " + Past.BAD, "a 2", "a " + Past.BAD));
    }

    @Test
    void looksAtTheRangeAlone() {
        assertEquals(List.of(2L), replayed(1, 3, "a 1", "a 2", "a 3", "a 4"));
        assertEquals(List.of(1L), replayed(1, 2, "a 1", "a 2", "a 3", "a 4"));
    }

    /** The topic was deleted and made anew, so the transformer's position is that in another one. */
    @Test
    void endsWhereTheTopicEnds() {
        assertEquals(List.of(0L), replayed(0, 100, "a 1"));
    }

    /** Who asks for a replay from a time on that nothing has come since. */
    @Test
    void isOverAtOnceWhereThereIsNothing() {
        assertEquals(List.of(), replayed(4, 2, "a 1", "a 2"));
    }

    @Test
    void knowsWhichRowsHaveANewVersion() {
        PartitionReplay replay = new Past("a 1").replay();

        replay.mapped("a".getBytes(StandardCharsets.UTF_8));

        assertTrue(replay.hasNewVersion("a".getBytes(StandardCharsets.UTF_8)));
        assertFalse(replay.hasNewVersion("b".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void waitsWhileTheSinksHaveEnoughToWrite() {
        AtomicBoolean full = new AtomicBoolean(true);
        Past past = new Past("a 1", "b 1");
        PartitionReplay replay = past.replay(0, 2, offsets, readAheads, turns, full::get);
        readAhead(replay);
        past.arrive();

        proceed(replay);
        assertEquals(List.of(), mapped);
        assertFalse(offsets.isNoted(Past.RAW));

        full.set(false);
        proceed(replay);
        assertEquals(List.of(0L, 1L), mapped);
    }

    /** Two partitions of one process. */
    @Nested
    class Two {
        private final Past first = new Past("a 1");
        private final Past second = new Past("b 1");
        private final PartitionReplay ahead = first.replay(0, 1, offsets, readAheads, turns, () -> false);
        private final PartitionReplay behind = second.replay(0, 1, offsets, readAheads, turns, () -> false);

        /** Their rows are on the same pages of the database. */
        @Test
        void beginsWhenAllPartitionsHaveBeenReadAhead() {
            readAhead(ahead);
            map(first, ahead);
            assertEquals(List.of(), mapped);

            readAhead(behind);
            map(first, ahead);
            map(second, behind);
            assertEquals(List.of(0L, 0L), mapped);
        }

        @Test
        void goesOnWhereAnotherOneIsClosedThatHasNotBeenReadAhead() {
            readAhead(ahead);

            behind.close();
            assertFalse(second.consumer.closed(), "by the thread that has it");
            reading.remove().run();
            assertTrue(second.consumer.closed());

            map(first, ahead);
            assertEquals(List.of(0L), mapped);
        }
    }

    /** Partitions of another instance that is gone. */
    @Test
    void goesOnWhileOthersAreReadAhead() {
        Past past = new Past("a 1", "b 1");
        PartitionReplay going = past.replay(0, 2, offsets, readAheads, turns, () -> false);
        readAhead(going);
        proceed(going);
        PartitionReplay next = new Past("c 1").replay(0, 1, offsets, readAheads, turns, () -> false);
        new Past("d 1").replay(0, 1, offsets, readAheads, turns, () -> false);
        readAhead(next);

        assertTrue(turns.has(going));
        turns.begin();
        turns.end(going);
        proceed(next);
        assertTrue(turns.has(going), "the next one has no turn yet");
    }

    @Test
    void saysWhatKeepsItFromReadingAhead() {
        Past past = new Past("a 1");
        PartitionReplay replay = past.replay(0, 1, offsets, readAheads, turns, () -> false);
        past.consumer.setPollException(new TopicAuthorizationException(Past.RAW.topic()));

        assertThrows(TopicAuthorizationException.class, () -> readAhead(replay));
    }

    @Test
    void isClosedWhileItIsReadAhead() {
        Past past = new Past("a 1");
        List<PartitionReplay> closed = new ArrayList<>();
        past.consumer.schedulePollTask(() -> closed.forEach(PartitionReplay::close));
        closed.add(past.replay(0, 1, offsets, readAheads, turns, () -> false));

        reading.remove().run();

        assertTrue(past.consumer.closed());
        assertTrue(readAheads.areOver());
    }

    @Test
    void letsAnErrorThroughThatEndsTheProcess() {
        Past past = new Past("a 1");
        past.consumer.schedulePollTask(past::arrive);
        RowKeys deep = (key, value, headers) -> {
            throw new StackOverflowError();
        };
        PartitionReplay replay =
                new PartitionReplay(Past.RAW, 0, 1, past.consumer, deep, offsets, readAheads, turns, () -> false);

        assertThrows(StackOverflowError.class, () -> readAhead(replay));
    }

    @Test
    void isOverWhenWhatCameOutIsCommitted() {
        Past past = new Past("a 1");
        PartitionReplay replay = past.replay(0, 1, offsets, readAheads, turns, () -> false);
        MockProducer<byte[], byte[]> sent = new MockProducer<>();
        Producer<byte[], byte[]> producer = offsets.committedBy(sent);
        producer.initTransactions();
        readAhead(replay);
        producer.beginTransaction();
        map(past, replay);

        proceed(replay);
        assertFalse(replay.isOver());

        producer.sendOffsetsToTransaction(Map.of(), past.consumer.groupMetadata());
        producer.commitTransaction();
        proceed(replay);
        assertTrue(replay.isOver());
    }

    /** All that is left may be superseded: no transaction would take the end of the replay along. */
    @Test
    void commitsByItselfWhatNoTransactionTakesAlong() {
        Past past = new Past("a 1");
        PartitionReplay replay = past.replay(0, 1, offsets, readAheads, turns, () -> false);
        readAhead(replay);
        map(past, replay);
        proceed(replay);

        assertTrue(replay.isOver());
        assertEquals(
                new OffsetAndMetadata(1, "done"),
                past.consumer.committed(Set.of(Past.RAW)).get(Past.RAW));
    }

    /** A transaction ends with all that its thread has sent, also of tasks that go on. */
    @Test
    void mapsOnceMoreWhatWasAborted() {
        Past past = new Past("a 1", "b 1");
        PartitionReplay replay = past.replay(0, 2, offsets, readAheads, turns, () -> false);
        MockProducer<byte[], byte[]> sent = new MockProducer<>();
        Producer<byte[], byte[]> producer = offsets.committedBy(sent);
        producer.initTransactions();
        readAhead(replay);
        producer.beginTransaction();
        map(past, replay);
        producer.abortTransaction();
        assertFalse(offsets.isNoted(Past.RAW));
        proceed(replay);

        map(past, replay);

        assertEquals(List.of(0L, 1L, 0L, 1L), mapped);
        assertEquals(List.of(), sent.consumerGroupOffsetsHistory());
    }

    private List<Long> replayed(long from, long until, String... versions) {
        mapped.clear();
        Past past = new Past(versions);
        PartitionReplay replay = past.replay(from, until, offsets, readAheads, turns, () -> false);
        readAhead(replay);
        map(past, replay);
        proceed(replay);
        assertTrue(replay.isOver());
        return List.copyOf(mapped);
    }

    private void readAhead(PartitionReplay replay) {
        reading.remove().run();
        proceed(replay);
    }

    private void map(Past past, PartitionReplay replay) {
        past.arrive();
        proceed(replay);
    }

    private void proceed(PartitionReplay replay) {
        replay.proceed(new PartitionReplay.Listener() {
            @Override
            public void map(ConsumerRecord<byte[], byte[]> record) {
                mapped.add(record.offset());
            }

            @Override
            public void leaveOut() {}
        });
    }
}
