package io.jststream.transformer.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What of the history is mapped again, and when. With a broker and with kills, the tests of the whole pipeline see it. */
final class PartitionReplayTest {
    private static final String BAD = "bad";

    /** Offsets, in the order in which they were mapped. */
    private final List<Long> mapped = new ArrayList<>();

    private final ReplayOffsets offsets = new ReplayOffsets(new Past().consumer.groupMetadata());
    private final Turns turns = new Turns(Past.secondsApart());

    @Test
    void leavesOutAllButTheLastVersion() {
        assertEquals(List.of(5L, 4L, 1L), replayed(0, 6, "a 1", "b 1", "a 2", "a 3", "a 4", "c 1"));
    }

    @Test
    void aTombstoneIsAVersion() {
        assertEquals(List.of(2L), replayed(0, 3, "a 1", "a", "a 2"));
        assertEquals(List.of(1L), replayed(0, 2, "a 1", "a"));
    }

    /** The row of the last version that the mapping takes has to come out with the new mapping. */
    @Test
    void aDeadLetterNeitherSupersedesNorIsSuperseded() {
        assertEquals(List.of(3L, 2L, 1L), replayed(0, 4, "a 1", "a " + BAD, "a 2", "a " + BAD));
    }

    @Test
    void looksAtTheRangeAlone() {
        assertEquals(List.of(2L), replayed(1, 3, "a 1", "a 2", "a 3", "a 4"));
        assertEquals(List.of(1L), replayed(1, 2, "a 1", "a 2", "a 3", "a 4"));
    }

    /** The topic was deleted and made anew, so the transformer's position is that in another one. */
    @Test
    void endsWhereTheTopicEnds() {
        Past past = new Past("a 1");

        untilItIsOver(past.replay(new OffsetAndMetadata(0), 100, offsets, turns, () -> false));

        assertEquals(List.of(0L), mapped);
        assertEquals(new OffsetAndMetadata(100, "done"), committed(past), "what whoever asked for it waits for");
    }

    @Test
    void beginsWhereTheTopicBegins() {
        Past past = new Past("a 1", "b 1", "c 1");
        past.consumer.updateBeginningOffsets(Map.of(Past.RAW, 2L));

        untilItIsOver(past.replay(new OffsetAndMetadata(0), 3, offsets, turns, () -> false));

        assertEquals(List.of(2L), mapped);
        assertEquals(new OffsetAndMetadata(3, "done"), committed(past));
    }

    /** Who asks for a replay from a time on that nothing has come since. */
    @Test
    void isOverAtOnceWhereThereIsNothing() {
        assertEquals(List.of(), replayed(4, 2, "a 1", "a 2"));
    }

    /** A task before this one has mapped the last three, then d is new, which the history reaches up to now. */
    @Test
    void goesOnWhereAnotherOneEnded() {
        Past past = new Past("a 1", "b 1", "c 1", "b 2", "c 2", "a " + BAD, "d 1");
        PartitionReplay replay =
                past.replay(new OffsetAndMetadata(3, "mapped from 3 on, down to 0"), 7, offsets, turns, () -> false);

        untilItIsOver(replay);

        assertEquals(List.of(0L), mapped, "b and c have been sent as they were last");
        assertEquals(new OffsetAndMetadata(6, "done"), committed(past), "where it ended when it was begun");
    }

    /** Nothing of it is sent, so it need not wait; the rest does. */
    @Test
    void recallsWhateverWaitsForTheSinks() {
        OffsetAndMetadata committed = new OffsetAndMetadata(1, "mapped from 1 on, down to 0");
        List<String> heard = new ArrayList<>();
        PartitionReplay replay = new Past("a 1", "b 1").replay(committed, 2, offsets, turns, () -> true);

        for (int turn = 0; turn < 3; turn++) {
            replay.proceed(new PartitionReplay.Listener() {
                @Override
                public void recall(ConsumerRecord<byte[], byte[]> raw) {
                    heard.add("recall " + raw.offset());
                }

                @Override
                public void map(ConsumerRecord<byte[], byte[]> raw) {
                    heard.add("map " + raw.offset());
                }
            });
        }

        assertEquals(List.of("recall 1"), heard);
    }

    @Test
    void leavesOutWhatHasANewVersion() {
        Past past = new Past("a 1", "b 1");
        PartitionReplay replay = past.replay();

        assertTrue(replay.noteVersion("a".getBytes(StandardCharsets.UTF_8), 2));
        untilItIsOver(replay);

        assertEquals(List.of(1L), mapped);
    }

    @Test
    void waitsWhileTheSinksHaveEnoughToWrite() {
        AtomicBoolean full = new AtomicBoolean(true);
        Past past = new Past("a 1", "b 1");
        PartitionReplay replay = past.replay(new OffsetAndMetadata(0), 2, offsets, turns, full::get);

        proceed(replay);
        assertEquals(List.of(), mapped);
        assertFalse(offsets.isNoted(Past.RAW));

        full.set(false);
        proceed(replay);
        assertEquals(List.of(1L, 0L), mapped);
    }

    /** All that is left may be superseded: no transaction would take the end of the replay along. */
    @Test
    void commitsByItselfWhatNoTransactionTakesAlong() {
        Past past = new Past("a 1");

        untilItIsOver(past.replay(new OffsetAndMetadata(0), 1, offsets, turns, () -> false));

        assertEquals(new OffsetAndMetadata(1, "done"), committed(past));
    }

    /** A transaction ends with all that its thread has sent, also of tasks that go on. */
    @Nested
    class InTransactions {
        private final Past past = new Past("a 1", "b 1");
        private final PartitionReplay replay = past.replay(new OffsetAndMetadata(0), 2, offsets, turns, () -> false);
        private final ReplayMockProducer producer = new ReplayMockProducer(offsets);

        InTransactions() {
            producer.initTransactions();
            producer.beginTransaction();
        }

        @Test
        void isOverWhenWhatCameOutIsCommitted() {
            proceed(replay);
            proceed(replay);
            assertFalse(replay.isOver());

            producer.sendOffsetsToTransaction(Map.of(), past.consumer.groupMetadata());
            producer.commitTransaction();
            proceed(replay);
            assertTrue(replay.isOver());
        }

        @Test
        void mapsOnceMoreWhatWasAborted() {
            proceed(replay);
            producer.abortTransaction();
            assertFalse(offsets.isNoted(Past.RAW));

            untilItIsOver(replay);

            assertEquals(List.of(1L, 0L, 1L, 0L), mapped);
            assertEquals(List.of(), producer.consumerGroupOffsetsHistory());
        }

        /** Else all of it would be mapped once more, or nothing. */
        @Test
        void waitsForWhatIsCommitted() {
            proceed(replay);
            past.consumer.commitSync(Map.of(Past.RAW, new OffsetAndMetadata(1, "mapped from 1 on, down to 0")));
            producer.abortTransaction();
            past.refusals = 2;

            proceed(replay);
            proceed(replay);
            assertEquals(List.of(1L, 0L), mapped);
            untilItIsOver(replay);

            assertEquals(List.of(1L, 0L, 0L), mapped);
        }

        @Test
        void isNotMappedOnceMoreWhereItsEndWasCommitted() {
            proceed(replay);
            past.consumer.commitSync(Map.of(Past.RAW, new OffsetAndMetadata(2, "done")));
            producer.abortTransaction();

            untilItIsOver(replay);

            assertEquals(List.of(1L, 0L), mapped);
            assertEquals(new OffsetAndMetadata(2, "done"), committed(past));
        }

        @Test
        void mapsNothingOnceMoreThatWasCommitted() {
            proceed(replay);
            past.consumer.commitSync(Map.of(Past.RAW, new OffsetAndMetadata(1, "mapped from 1 on, down to 0")));
            producer.abortTransaction();

            untilItIsOver(replay);

            assertEquals(List.of(1L, 0L, 0L), mapped);
            assertEquals(new OffsetAndMetadata(2, "done"), committed(past));
        }
    }

    private List<Long> replayed(long from, long until, String... versions) {
        mapped.clear();
        untilItIsOver(new Past(versions).replay(new OffsetAndMetadata(from), until, offsets, turns, () -> false));
        return List.copyOf(mapped);
    }

    private void untilItIsOver(PartitionReplay replay) {
        for (int turn = 0; turn < 4; turn++) {
            proceed(replay);
        }
        assertTrue(replay.isOver());
    }

    private static @Nullable OffsetAndMetadata committed(Past past) {
        return past.consumer.committed(Set.of(Past.RAW)).get(Past.RAW);
    }

    /** As the router does. */
    private void proceed(PartitionReplay replay) {
        replay.proceed(new PartitionReplay.Listener() {
            @Override
            public void map(ConsumerRecord<byte[], byte[]> record) {
                if (isBad(record) || replay.noteVersion(record.key(), record.offset())) {
                    mapped.add(record.offset());
                }
            }

            @Override
            public void recall(ConsumerRecord<byte[], byte[]> record) {
                if (!isBad(record)) {
                    replay.noteVersion(record.key(), record.offset());
                }
            }
        });
    }

    private static boolean isBad(ConsumerRecord<byte[], byte[]> record) {
        return record.value() != null && BAD.equals(new String(record.value(), StandardCharsets.UTF_8));
    }
}
