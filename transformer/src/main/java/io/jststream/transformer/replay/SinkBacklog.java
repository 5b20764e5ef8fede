package io.jststream.transformer.replay;

import io.jststream.integration.Integration;
import io.jststream.integration.Table;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the sinks of an integration have so much to write that a replay should wait: a new record stands behind all of it. A sink
 * that has never committed anything does not count. Never blocks. Stream threads share it, so it is synchronized.
 */
final class SinkBacklog implements BooleanSupplier {
    private static final Logger log = LoggerFactory.getLogger(SinkBacklog.class);
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(200).toNanos();
    private static final long TELL_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    private final Admin admin;
    /** Topics by the group that reads them. */
    private final Map<String, String> topics = new HashMap<>();

    private final SinkProgress progress = new SinkProgress();
    private @Nullable CompletableFuture<SinkProgress.Seen> look;
    private long looked = System.nanoTime() - LOOK_EVERY_NANOS;
    private long told = System.nanoTime() - TELL_EVERY_NANOS;
    private boolean full = true;

    SinkBacklog(Integration integration, Admin admin) {
        this.admin = admin;
        for (Table table : integration.tables()) {
            topics.put(table.sinkGroup(), table.topic());
        }
    }

    @Override
    public synchronized boolean getAsBoolean() {
        long now = System.nanoTime();
        if (look != null && look.isDone()) {
            full = isFull(look, now);
            look = null;
        }
        if (look == null && now - looked >= LOOK_EVERY_NANOS) {
            looked = now;
            look = look().toCompletableFuture();
        }
        return full;
    }

    private boolean isFull(CompletableFuture<SinkProgress.Seen> answer, long now) {
        try {
            return progress.isFull(answer.join(), now);
        } catch (CompletionException e) {
            boolean forbidden = e.getCause() instanceof AuthorizationException;
            if (now - told >= TELL_EVERY_NANOS) {
                told = now;
                log.atWarn()
                        .addKeyValue("reason", String.valueOf(e.getCause()))
                        .log(
                                "A replay {}",
                                forbidden
                                        ? "may not see how far the sinks are, so it does not wait for them"
                                        : "waits for Kafka to say how far the sinks are");
            }
            return !forbidden;
        }
    }

    private CompletionStage<SinkProgress.Seen> look() {
        Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
        topics.keySet().forEach(group -> groups.put(group, new ListConsumerGroupOffsetsSpec()));
        return admin.listConsumerGroupOffsets(groups)
                .all()
                .toCompletionStage()
                .thenCompose(committed -> withEnds(written(committed)));
    }

    /** What the sinks have written of the topics that they read today. */
    private Map<TopicPartition, Long> written(Map<String, Map<TopicPartition, OffsetAndMetadata>> committed) {
        Map<TopicPartition, Long> written = new HashMap<>();
        committed.forEach((group, offsets) -> offsets.forEach((partition, offset) -> {
            if (offset != null && Objects.equals(topics.get(group), partition.topic())) {
                written.put(partition, offset.offset());
            }
        }));
        return written;
    }

    private CompletionStage<SinkProgress.Seen> withEnds(Map<TopicPartition, Long> written) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        written.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        return admin.listOffsets(latest).all().toCompletionStage().thenApply(found -> {
            Map<TopicPartition, Long> ends = new HashMap<>();
            found.forEach((partition, end) -> ends.put(partition, end.offset()));
            return new SinkProgress.Seen(written, ends);
        });
    }
}
