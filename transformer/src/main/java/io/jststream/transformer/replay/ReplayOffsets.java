package io.jststream.transformer.replay;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far replays are: committed for a group of their own, in the transaction that commits what came out of them. A stream thread
 * has one producer for all its tasks, so each thread has its own notes. Thread-safe.
 */
final class ReplayOffsets {
    /** What an offset says whose replay is over; a replay that is asked for says nothing. */
    private static final String DONE = "done";

    private final ThreadLocal<Notes> notes = ThreadLocal.withInitial(Notes::new);

    private static final class Notes {
        private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        private @Nullable ConsumerGroupMetadata group;
        private boolean inTransaction;
    }

    /** Whether this is the place of a replay that is over. */
    static boolean isDone(OffsetAndMetadata offset) {
        return DONE.equals(offset.metadata());
    }

    /** The place of a replay that is over. */
    static OffsetAndMetadata done(long until) {
        return new OffsetAndMetadata(until, DONE);
    }

    /** Has the next transaction of this thread commit that everything before a place has been mapped. */
    void note(TopicPartition raw, OffsetAndMetadata place, ConsumerGroupMetadata group) {
        Notes ours = notes.get();
        ours.offsets.put(raw, place);
        ours.group = group;
    }

    void forget(TopicPartition raw) {
        notes.get().offsets.remove(raw);
    }

    /** Whether there is something that has not been committed yet. */
    boolean areNoted(TopicPartition raw) {
        return notes.get().offsets.containsKey(raw);
    }

    /** Whether this thread has sent something that is not committed yet. */
    boolean isInTransaction() {
        return notes.get().inTransaction;
    }

    /** A producer whose transactions commit the notes of their thread too. */
    @SuppressWarnings("unchecked") // a proxy knows no generics
    Producer<byte[], byte[]> committedBy(Producer<byte[], byte[]> producer) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    Notes ours = notes.get();
                    if (method.getName().equals("commitTransaction") && ours.group != null && !ours.offsets.isEmpty()) {
                        producer.sendOffsetsToTransaction(Map.copyOf(ours.offsets), ours.group);
                    }
                    Object result;
                    try {
                        result = method.invoke(producer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    switch (method.getName()) {
                        case "beginTransaction" -> ours.inTransaction = true;
                        case "commitTransaction", "abortTransaction", "close" -> {
                            ours.inTransaction = false;
                            ours.offsets.clear();
                        }
                        default -> {}
                    }
                    return result;
                });
    }
}
