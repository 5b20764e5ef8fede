package io.jststream.connect.replay;

import io.jststream.connect.watch.Waiting;
import io.jststream.connect.watch.Waiting.Span;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Topics and groups of consumers, as the brokers know them. Whatever they do not answer is an {@link OperatorException}: {@link
 * ExitCode#ENVIRONMENT} where it may be answered later. Used by one thread.
 */
final class KafkaView implements AutoCloseable {
    /** Longer than the client tries by itself, so that it says what was wrong. */
    private static final int SECONDS = 90;

    private static final long AGAIN_MILLIS = 100;

    private final String servers;
    private final Admin admin;
    private final Waiting waiting;

    KafkaView(Properties kafka) {
        this.servers = kafka.getProperty("bootstrap.servers", "");
        try {
            this.admin = Admin.create(kafka);
        } catch (KafkaException e) {
            throw failed(e);
        }
        try {
            this.waiting = new Waiting(kafka);
        } catch (KafkaException e) {
            admin.close();
            throw failed(e);
        }
    }

    /** All partitions of these topics. */
    Set<TopicPartition> partitions(Collection<String> topics) throws InterruptedException {
        Set<TopicPartition> partitions = new HashSet<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(topics).topicNameValues().entrySet()) {
            described(topic.getKey(), topic.getValue())
                    .partitions()
                    .forEach(partition -> partitions.add(new TopicPartition(topic.getKey(), partition.partition())));
        }
        return partitions;
    }

    private TopicDescription described(String topic, KafkaFuture<TopicDescription> answer) throws InterruptedException {
        try {
            return get(answer);
        } catch (OperatorException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new OperatorException(
                        ExitCode.ENVIRONMENT, "there is no topic " + topic + "; make up makes those of the catalog", e);
            }
            throw e;
        }
    }

    /** Of each partition the offset that is asked for; -1 where there is none. */
    Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, Supplier<OffsetSpec> spec)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, spec.get()));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        get(admin.listOffsets(asked).all()).forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    /** What a group has committed; nothing where there is no such group. */
    Map<TopicPartition, Long> committed(String group) throws InterruptedException {
        return known(get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
    }

    /** Without partitions that nothing was committed for. */
    private static Map<TopicPartition, Long> known(Map<TopicPartition, @Nullable OffsetAndMetadata> committed) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        committed.forEach((partition, offset) -> {
            if (offset != null) {
                offsets.put(partition, offset.offset());
            }
        });
        return offsets;
    }

    /**
     * The same of these partitions, once no transaction is open that commits for them. Kafka leaves those out of its answer whose
     * transaction is open.
     */
    Map<TopicPartition, Long> committedInTheEnd(String group, Set<TopicPartition> partitions)
            throws InterruptedException {
        Map<String, ListConsumerGroupOffsetsSpec> asked =
                Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions));
        ListConsumerGroupOffsetsOptions stable = new ListConsumerGroupOffsetsOptions().requireStable(true);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (true) {
            Map<TopicPartition, OffsetAndMetadata> answer =
                    get(admin.listConsumerGroupOffsets(asked, stable).partitionsToOffsetAndMetadata(group));
            if (answer.keySet().containsAll(partitions)) {
                return known(answer);
            }
            if (System.nanoTime() > deadline) {
                throw new OperatorException(
                        ExitCode.ENVIRONMENT,
                        "a transaction of the group " + group + " does not end within " + SECONDS
                                + " s, expected one of a killed instance to end by itself");
            }
            new CountDownLatch(1).await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Commits for a group without members. */
    void commit(String group, Map<TopicPartition, Long> offsets) throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        offsets.forEach((partition, offset) -> committed.put(partition, new OffsetAndMetadata(offset)));
        get(admin.alterConsumerGroupOffsets(group, committed).all());
    }

    /** Forgets a group without members, and what it has committed; nothing where there is no such group. */
    void delete(String group) throws InterruptedException {
        try {
            get(admin.deleteConsumerGroups(List.of(group)).all());
        } catch (OperatorException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
    }

    Set<String> groups() throws InterruptedException {
        return get(admin.listGroups().all()).stream().map(GroupListing::groupId).collect(Collectors.toSet());
    }

    /** Where a group's members are; nowhere where there is no such group. */
    Set<String> hosts(String group) throws InterruptedException {
        try {
            return get(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
                    .flatMap(found -> found.members().stream())
                    .map(member -> member.host().replaceFirst("^/", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (OperatorException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Set.of();
            }
            throw e;
        }
    }

    /** Whether one of these may hold a record that is committed, or about to be. */
    boolean holdRecords(Map<TopicPartition, Span> spans) {
        try {
            return !waiting.records(spans).isEmpty();
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private <T> T get(KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw failed(e);
        }
    }

    private OperatorException failed(Throwable cause) {
        String reason =
                " (" + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()) + ")";
        if (cause instanceof AuthorizationException || cause instanceof AuthenticationException) {
            return new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    "Kafka at " + servers + " does not let a replay be asked for and watched" + reason
                            + "; docs/runbook.md says what the login needs",
                    cause);
        }
        if (cause instanceof ApiException && !(cause instanceof RetriableException)) {
            return new OperatorException(ExitCode.FAILED, "Kafka at " + servers + " refuses" + reason, cause);
        }
        return new OperatorException(
                ExitCode.ENVIRONMENT,
                "Kafka at " + servers + " does not answer" + reason + "; make ps says whether it runs",
                cause);
    }

    @Override
    public void close() {
        waiting.close();
        admin.close();
    }
}
