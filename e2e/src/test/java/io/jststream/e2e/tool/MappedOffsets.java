package io.jststream.e2e.tool;

import io.jststream.connect.replay.ReplayRequest;
import io.jststream.integration.Groups;
import io.jststream.integration.Integration;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** How far the transformer and its replay are in a raw topic; asks for one, as {@code make replay} does. */
public final class MappedOffsets implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final Properties kafka;
    private final Admin admin;
    private final String raw;
    private @Nullable ReplayRequest replay;

    public MappedOffsets(Properties kafka, String raw) {
        this.kafka = kafka;
        this.admin = Admin.create(kafka);
        this.raw = raw;
    }

    /** Asks the instances that start from now on to map everything again. */
    public void beginReplay(Integration integration) throws InterruptedException {
        closeReplay();
        ReplayRequest asked = ReplayRequest.of(List.of(integration), Groups.TRANSFORMER, kafka);
        asked.ask(Optional.empty());
        replay = asked;
    }

    private void closeReplay() {
        if (replay != null) {
            replay.close();
        }
    }

    /** Where the partitions of a topic end. */
    public Map<TopicPartition, Long> ends(String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                .flatMap(found -> found.partitions().stream())
                .forEach(
                        partition -> latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** Waits until all that is in the raw topic now is mapped. */
    public void awaitMapped() throws ExecutionException, InterruptedException {
        awaitAt(ends(raw), Groups.TRANSFORMER);
    }

    /** Waits until the replay has mapped all that the transformer had mapped when it was asked for. */
    public void awaitReplayed() {
        ReplayRequest asked = Objects.requireNonNull(replay, "none was asked for");
        Awaitility.await().atMost(LONGEST).until(() -> asked.left() == 0);
    }

    /** Whether something of the replay of a partition is committed, and not all of it. */
    public boolean isReplayHalfDone() throws ExecutionException, InterruptedException {
        return committed(Groups.replayOf(Groups.TRANSFORMER)).values().stream()
                .anyMatch(place -> place.offset() > 0 && !place.metadata().equals("done"));
    }

    private void awaitAt(Map<TopicPartition, Long> goal, String group) {
        Awaitility.await().atMost(LONGEST).until(() -> {
            Map<TopicPartition, OffsetAndMetadata> committed = committed(group);
            return goal.entrySet().stream()
                    .allMatch(end -> committed.containsKey(end.getKey())
                            && committed.get(end.getKey()).offset() >= end.getValue());
        });
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(String group)
            throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
    }

    @Override
    public void close() {
        closeReplay();
        admin.close();
    }
}
