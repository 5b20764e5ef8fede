package io.jststream.connect.watch;

import io.jststream.connect.watch.Waiting.Span;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/** Compares what stages have committed with what they may read. Remembers the last look; one thread looks. */
final class Offsets {
    private final Admin admin;
    private final Waiting waiting;
    private final OpenTransactions transactions = new OpenTransactions(System::nanoTime);
    /** What each partition that stood still had uncommitted, and whether there was a record in it. */
    private final Map<TopicPartition, Span> last = new HashMap<>();

    private final Map<TopicPartition, Span> empty = new HashMap<>();

    /**
     * What one look has found.
     *
     * @param progress of each stage that Kafka tells all of
     * @param unknown why others are not among them, or nothing
     */
    record Look(Map<Stage, Progress> progress, String unknown) {}

    Offsets(Admin admin, Waiting waiting) {
        this.admin = admin;
        this.waiting = waiting;
    }

    Look of(List<Stage> stages) throws InterruptedException, ExecutionException, TimeoutException {
        Refusals refusals = new Refusals();
        Set<TopicPartition> partitions = partitions(stages, refusals);
        Map<TopicPartition, Long> stable = ends(partitions, IsolationLevel.READ_COMMITTED, refusals);
        Map<TopicPartition, Span> open = open(partitions, stable, refusals);
        transactions.look(open);
        Map<Stage, Map<TopicPartition, Span>> spans = spans(stages, partitions, stable, refusals);
        Map<TopicPartition, Span> still = new HashMap<>();
        spans.values()
                .forEach(ofStage -> ofStage.forEach((partition, span) -> {
                    Span before = last.put(partition, span);
                    if (before != null && before.from() == span.from() && span.from() < span.to()) {
                        still.put(partition, span);
                    }
                }));
        findEmpty(still, refusals);
        spans.keySet().removeIf(refusals::concern);
        return new Look(
                spans.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> progress(entry.getValue(), open))),
                refusals.text());
    }

    /** Looks into the partitions that stand still before their end, once for each state of theirs. */
    private void findEmpty(Map<TopicPartition, Span> still, Refusals refusals) {
        empty.keySet().retainAll(still.keySet());
        Map<TopicPartition, Span> unknown = new HashMap<>(still);
        unknown.entrySet().removeIf(entry -> entry.getValue().equals(empty.get(entry.getKey())));
        if (!unknown.isEmpty()) {
            Set<TopicPartition> records = records(unknown, refusals);
            unknown.forEach((partition, span) -> {
                if (!records.contains(partition)) {
                    empty.put(partition, span);
                }
            });
        }
    }

    /** The partitions that hold a record; those of topics that must not be read are taken out. */
    private Set<TopicPartition> records(Map<TopicPartition, Span> unknown, Refusals refusals) {
        while (!unknown.isEmpty()) {
            try {
                return waiting.records(unknown);
            } catch (TopicAuthorizationException e) {
                Set<String> topics = e.unauthorizedTopics();
                if (!unknown.keySet().removeIf(partition -> topics.contains(partition.topic()))) {
                    throw e;
                }
                refusals.unreadable(topics);
            }
        }
        return Set.of();
    }

    private Progress progress(Map<TopicPartition, Span> spans, Map<TopicPartition, Span> open) {
        return new Progress(
                spans.values().stream().mapToLong(Span::from).sum(),
                spans.entrySet().stream()
                        .filter(entry -> !entry.getValue().equals(empty.get(entry.getKey())))
                        .mapToLong(entry -> entry.getValue().length())
                        .sum(),
                spans.keySet().stream()
                        .mapToLong(partition ->
                                open.getOrDefault(partition, Span.NONE).length())
                        .sum(),
                spans.keySet().stream().mapToDouble(transactions::seconds).max().orElse(0));
    }

    /** What lies behind the first record of a transaction that has not ended yet. Asked after the stable ends, which are no later. */
    private Map<TopicPartition, Span> open(
            Set<TopicPartition> partitions, Map<TopicPartition, Long> stable, Refusals refusals)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, Span> open = new HashMap<>();
        ends(partitions, IsolationLevel.READ_UNCOMMITTED, refusals).forEach((partition, end) -> {
            long from = stable.getOrDefault(partition, end);
            open.put(partition, new Span(from, Math.max(from, end)));
        });
        return open;
    }

    private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions, IsolationLevel isolation, Refusals refusals)
            throws InterruptedException, ExecutionException, TimeoutException {
        return offsets(
                partitions,
                admin.listOffsets(all(partitions, OffsetSpec::latest), new ListOffsetsOptions(isolation)),
                refusals);
    }

    /** What each stage has not committed, up to the end of the last transaction that has ended well or not. */
    private Map<Stage, Map<TopicPartition, Span>> spans(
            List<Stage> stages, Set<TopicPartition> partitions, Map<TopicPartition, Long> end, Refusals refusals)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, Long> begin =
                offsets(partitions, admin.listOffsets(all(partitions, OffsetSpec::earliest)), refusals);
        Map<String, Map<TopicPartition, @Nullable OffsetAndMetadata>> committed = committed(stages, refusals);
        return stages.stream()
                .filter(stage -> !refusals.concern(stage))
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

    private Map<String, Map<TopicPartition, @Nullable OffsetAndMetadata>> committed(
            List<Stage> stages, Refusals refusals) throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> groups = stages.stream().map(Stage::group).collect(Collectors.toSet());
        ListConsumerGroupOffsetsResult answers = admin.listConsumerGroupOffsets(
                groups.stream().collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec())));
        Map<String, Map<TopicPartition, @Nullable OffsetAndMetadata>> committed = new HashMap<>();
        for (String group : groups) {
            refusals.ofGroup(group, answers.partitionsToOffsetAndMetadata(group))
                    .ifPresent(offsets -> committed.put(group, offsets));
        }
        return committed;
    }

    private static Map<TopicPartition, Long> offsets(
            Set<TopicPartition> partitions, ListOffsetsResult answers, Refusals refusals)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            refusals.ofTopic(partition.topic(), answers.partitionResult(partition))
                    .ifPresent(found -> offsets.put(partition, found.offset()));
        }
        return offsets;
    }

    /** A stage that has not committed anything begins at the beginning; history that is gone is not waited for. */
    private static Span span(@Nullable OffsetAndMetadata committed, long begin, long end) {
        long from = Math.max(begin, committed == null ? 0 : committed.offset());
        return new Span(from, Math.max(from, end));
    }

    private Set<TopicPartition> partitions(List<Stage> stages, Refusals refusals)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> topics = stages.stream().map(Stage::topic).collect(Collectors.toSet());
        Set<TopicPartition> partitions = new HashSet<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(topics).topicNameValues().entrySet()) {
            refusals.ofTopic(topic.getKey(), topic.getValue())
                    .ifPresent(found -> found.partitions()
                            .forEach(partition ->
                                    partitions.add(new TopicPartition(topic.getKey(), partition.partition()))));
        }
        return partitions;
    }

    private static Map<TopicPartition, OffsetSpec> all(Set<TopicPartition> partitions, Supplier<OffsetSpec> spec) {
        return partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec.get()));
    }
}
