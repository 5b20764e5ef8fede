package io.jststream.transformer.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far replays are: committed for a group of their own, in the transaction that commits what came out of them. A stream thread
 * has one producer for all its tasks, so each thread has its own notes. Thread-safe.
 */
final class ReplayOffsets {
    private final ConsumerGroupMetadata group;
    private final ThreadLocal<Notes> notes = ThreadLocal.withInitial(Notes::new);

    private static final class Notes {
        private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        /** Where the thread's tasks are, as the transformer's own group has it. */
        private final Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();

        private final Map<TopicPartition, OffsetAndMetadata> nextPositions = new HashMap<>();
        private boolean inTransaction;
        private long aborted;

        private void end() {
            nextPositions.clear();
            offsets.clear();
            inTransaction = false;
        }
    }

    ReplayOffsets(ConsumerGroupMetadata group) {
        this.group = group;
    }

    /** Says where the task of a partition begins, as the transformer's own group has it. */
    void begin(TopicPartition raw, OffsetAndMetadata position) {
        notes.get().positions.put(raw, position);
    }

    /** Has the next transaction of this thread commit how far the replay of a partition is. */
    void note(TopicPartition raw, OffsetAndMetadata place) {
        notes.get().offsets.put(raw, place);
    }

    void forget(TopicPartition raw) {
        notes.get().offsets.remove(raw);
        notes.get().positions.remove(raw);
    }

    /** Whether there is something that has not been committed yet. */
    boolean isNoted(TopicPartition raw) {
        return notes.get().offsets.containsKey(raw);
    }

    /** Whether this thread has sent something that is not committed yet. */
    boolean isInTransaction() {
        return notes.get().inTransaction;
    }

    /** How many transactions of this thread were aborted, or ended with their producer. */
    long aborted() {
        return notes.get().aborted;
    }

    /**
     * Commits for both groups. Of each partition with a note the transformer's own group gets its position too, also where that has
     * not moved: only members of that group can commit there, so an instance that has lost the partition unnoticed fails here.
     *
     * @param positions what the transformer's own group is to commit
     * @param add adds offsets of a group to the transaction
     */
    void send(
            Map<TopicPartition, OffsetAndMetadata> positions,
            ConsumerGroupMetadata members,
            BiConsumer<Map<TopicPartition, OffsetAndMetadata>, ConsumerGroupMetadata> add) {
        Notes ours = notes.get();
        ours.nextPositions.putAll(positions);
        Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>(positions);
        for (TopicPartition raw : ours.offsets.keySet()) {
            OffsetAndMetadata position = ours.positions.get(raw);
            if (position != null) {
                all.putIfAbsent(raw, position);
            }
        }
        add.accept(all, members);
        if (!ours.offsets.isEmpty()) {
            add.accept(Map.copyOf(ours.offsets), group);
        }
    }

    /** A transaction of this thread has begun. */
    void began() {
        notes.get().inTransaction = true;
    }

    /** The transaction of this thread is committed. */
    void committed() {
        Notes ours = notes.get();
        ours.positions.putAll(ours.nextPositions);
        ours.end();
    }

    /** The transaction of this thread was aborted, or ended with its producer. */
    void gaveUp() {
        Notes ours = notes.get();
        ours.end();
        ours.aborted++;
    }
}
