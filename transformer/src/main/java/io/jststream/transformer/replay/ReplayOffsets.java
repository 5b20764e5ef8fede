package io.jststream.transformer.replay;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
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

        private void ended(boolean committed) {
            if (committed) {
                positions.putAll(nextPositions);
            }
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

    /** A producer whose transactions commit the notes of their thread too. */
    @SuppressWarnings("unchecked") // a proxy knows no generics
    Producer<byte[], byte[]> committedBy(Producer<byte[], byte[]> producer) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    Notes ours = notes.get();
                    if (method.getName().equals("sendOffsetsToTransaction")) {
                        send(
                                (Map<TopicPartition, OffsetAndMetadata>) arguments[0],
                                (ConsumerGroupMetadata) arguments[1],
                                ours,
                                producer);
                        return null;
                    }
                    Object result;
                    try {
                        result = method.invoke(producer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    switch (method.getName()) {
                        case "beginTransaction" -> ours.inTransaction = true;
                        case "commitTransaction" -> ours.ended(true);
                        case "abortTransaction", "close" -> {
                            ours.ended(false);
                            ours.aborted++;
                        }
                        default -> {}
                    }
                    return result;
                });
    }

    /**
     * Commits for both groups. Of each partition with a note the transformer's own group gets its position too, also where that has
     * not moved: only members of that group can commit there, so an instance that has lost the partition unnoticed fails here.
     */
    private void send(
            Map<TopicPartition, OffsetAndMetadata> positions,
            ConsumerGroupMetadata members,
            Notes ours,
            Producer<byte[], byte[]> producer) {
        ours.nextPositions.putAll(positions);
        Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>(positions);
        for (TopicPartition raw : ours.offsets.keySet()) {
            OffsetAndMetadata position = ours.positions.get(raw);
            if (position != null) {
                all.putIfAbsent(raw, position);
            }
        }
        producer.sendOffsetsToTransaction(all, members);
        if (!ours.offsets.isEmpty()) {
            producer.sendOffsetsToTransaction(Map.copyOf(ours.offsets), group);
        }
    }
}
