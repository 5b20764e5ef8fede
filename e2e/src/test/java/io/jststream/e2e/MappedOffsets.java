package io.jststream.e2e;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** How far the transformer is in a raw topic; sets it back, as {@code make replay} does. */
final class MappedOffsets implements AutoCloseable {
    private static final String GROUP = "jst-transformer";
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final Admin admin;
    private final String raw;

    MappedOffsets(Properties kafka, String raw) {
        this.admin = Admin.create(kafka);
        this.raw = raw;
    }

    /** With the transformer stopped: it begins anew, and is told where the replay ends. */
    void beginReplay() throws Exception {
        Map<TopicPartition, Long> ends = ends(raw);
        commit(GROUP + ".replay", ends);
        ends.replaceAll((partition, end) -> 0L);
        commit(GROUP, ends);
    }

    private void commit(String group, Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        offsets.forEach((partition, offset) -> committed.put(partition, new OffsetAndMetadata(offset)));
        // an instance that was killed is a member until its session has ended
        Awaitility.await().atMost(LONGEST).ignoreExceptions().until(() -> {
            admin.alterConsumerGroupOffsets(group, committed).all().get();
            return true;
        });
    }

    /** Where the partitions of a topic end. */
    Map<TopicPartition, Long> ends(String topic) throws ExecutionException, InterruptedException {
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
    void awaitMapped() throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = ends(raw);
        Awaitility.await().atMost(LONGEST).until(() -> {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.entrySet().stream()
                    .allMatch(end -> committed.containsKey(end.getKey())
                            && committed.get(end.getKey()).offset() >= end.getValue());
        });
    }

    @Override
    public void close() {
        admin.close();
    }
}
