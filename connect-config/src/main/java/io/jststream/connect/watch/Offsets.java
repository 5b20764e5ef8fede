package io.jststream.connect.watch;

import io.jststream.connect.watch.Waiting.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Compares what stages have committed with what they may read. Remembers the last look; one thread looks. */
final class Offsets {
    private static final long SECONDS = 15;

    private final Admin admin;
    private final Waiting waiting;
    /** What each partition that stood still had uncommitted, and whether there was a record in it. */
    private final Map<TopicPartition, Span> last = new HashMap<>();

    private final Map<TopicPartition, Span> empty = new HashMap<>();

    Offsets(Admin admin, Waiting waiting) {
        this.admin = admin;
        this.waiting = waiting;
    }

    Map<Stage, Progress> of(List<Stage> stages) throws InterruptedException, ExecutionException, TimeoutException {
        Map<Stage, Map<TopicPartition, Span>> spans = spans(stages);
        Map<TopicPartition, Span> still = new HashMap<>();
        spans.values()
                .forEach(ofStage -> ofStage.forEach((partition, span) -> {
                    Span before = last.put(partition, span);
                    if (before != null && before.from() == span.from() && span.from() < span.to()) {
                        still.put(partition, span);
                    }
                }));
        findEmpty(still);
        return spans.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> progress(entry.getValue())));
    }

    /** Looks into the partitions that stand still before their end, once for each state of theirs. */
    private void findEmpty(Map<TopicPartition, Span> still) {
        empty.keySet().retainAll(still.keySet());
        Map<TopicPartition, Span> unknown = new HashMap<>(still);
        unknown.entrySet().removeIf(entry -> entry.getValue().equals(empty.get(entry.getKey())));
        if (!unknown.isEmpty()) {
            Set<TopicPartition> records = waiting.records(unknown);
            unknown.forEach((partition, span) -> {
                if (!records.contains(partition)) {
                    empty.put(partition, span);
                }
            });
        }
    }

    private Progress progress(Map<TopicPartition, Span> spans) {
        return new Progress(
                spans.values().stream().mapToLong(Span::from).sum(),
                spans.entrySet().stream()
                        .filter(entry -> !entry.getValue().equals(empty.get(entry.getKey())))
                        .mapToLong(entry ->
                                entry.getValue().to() - entry.getValue().from())
                        .sum());
    }

    /** What each stage has not committed, up to the end of the last transaction that has ended well or not. */
    private Map<Stage, Map<TopicPartition, Span>> spans(List<Stage> stages)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<TopicPartition> partitions = partitions(stages);
        Map<TopicPartition, Long> begin =
                offsets(admin.listOffsets(all(partitions, OffsetSpec::earliest)).all());
        Map<TopicPartition, Long> end = offsets(admin.listOffsets(
                        all(partitions, OffsetSpec::latest), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all());
        Map<String, Map<TopicPartition, @Nullable OffsetAndMetadata>> committed = committed(stages);
        return stages.stream()
                .collect(Collectors.toMap(
                        stage -> stage,
                        stage -> partitions.stream()
                                .filter(partition -> partition.topic().equals(stage.topic()))
                                .collect(Collectors.toMap(
                                        partition -> partition,
                                        partition -> span(
                                                committed
                                                        .getOrDefault(stage.group(), Map.of())
                                                        .get(partition),
                                                begin.getOrDefault(partition, 0L),
                                                end.getOrDefault(partition, 0L))))));
    }

    private Map<String, Map<TopicPartition, @Nullable OffsetAndMetadata>> committed(List<Stage> stages)
            throws InterruptedException, ExecutionException, TimeoutException {
        return get(admin.listConsumerGroupOffsets(stages.stream()
                        .map(Stage::group)
                        .distinct()
                        .collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec())))
                .all());
    }

    private static Map<TopicPartition, Long> offsets(KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        get(future).forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    /** A stage that has not committed anything begins at the beginning; history that is gone is not waited for. */
    private static Span span(@Nullable OffsetAndMetadata committed, long begin, long end) {
        long from = Math.max(begin, committed == null ? 0 : committed.offset());
        return new Span(from, Math.max(from, end));
    }

    private Set<TopicPartition> partitions(List<Stage> stages)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> topics = stages.stream().map(Stage::topic).collect(Collectors.toSet());
        return get(admin.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toSet());
    }

    private static Map<TopicPartition, OffsetSpec> all(Set<TopicPartition> partitions, Supplier<OffsetSpec> spec) {
        return partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec.get()));
    }

    private static <T> T get(KafkaFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(SECONDS, TimeUnit.SECONDS);
    }
}
