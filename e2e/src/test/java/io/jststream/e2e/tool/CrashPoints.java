package io.jststream.e2e.tool;

import io.jststream.producer.publish.KafkaClients;
import io.jststream.producer.turn.SweepListener;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a producer's loop, each of which has a point before and a point after it; at one of them the producer dies. What
 * it had sent and not committed dies with it.
 */
public final class CrashPoints implements SweepListener, KafkaClients, AutoCloseable {
    private static final Set<String> STEPS =
            Set.of("initTransactions", "beginTransaction", "send", "commitTransaction");

    private final KafkaClients real;
    private final int fatal;
    private final List<String> passed = new ArrayList<>();
    private final List<Producer<byte[], byte[]>> producers = new ArrayList<>();

    /** The end of a process that nobody catches. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1;

        private Crash(String point) {
            super(point);
        }
    }

    /** @param fatal the number of the point, from 1, at which it dies; a greater one than there are points lets it live */
    public CrashPoints(KafkaClients real, int fatal) {
        this.real = real;
        this.fatal = fatal;
    }

    /** Another point is passed, or not. */
    void point(String name) {
        passed.add(name);
        if (passed.size() == fatal) {
            throw new Crash("point " + fatal + ": " + name);
        }
    }

    /** How many points have been passed. */
    int passed() {
        return passed.size();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Producer<byte[], byte[]> producer(String transactionalId) {
        Producer<byte[], byte[]> producer = real.producer(transactionalId);
        producers.add(producer);
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    boolean step = STEPS.contains(method.getName());
                    if (step) {
                        point("before " + method.getName());
                    }
                    Object returned = called(method, producer, arguments);
                    if (step) {
                        point("after " + method.getName());
                    }
                    return returned;
                });
    }

    private static @Nullable Object called(Method method, Object target, @Nullable Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    @Override
    public Consumer<byte[], byte[]> consumer() {
        point("before reading a topic");
        return real.consumer();
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return real.ends(partitions);
    }

    @Override
    public void pageRead(String integration, int page, int records) {
        point("after page " + page);
    }

    /** A dead process sends nothing any more. */
    @Override
    public void close() {
        producers.forEach(producer -> producer.close(Duration.ZERO));
    }
}
