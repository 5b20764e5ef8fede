package io.jststream.transformer.replay;

import io.jststream.integration.Integration;
import io.jststream.integration.Table;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the sinks of an integration have so much to write that a replay should wait: a new record stands behind all of it. A sink
 * that has never committed anything does not count. Stream threads share it, so it is synchronized.
 */
final class SinkBacklog implements BooleanSupplier {
    private static final Logger log = LoggerFactory.getLogger(SinkBacklog.class);
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(200).toNanos();
    private static final long TELL_EVERY_NANOS = Duration.ofSeconds(10).toNanos();
    /** About a second of what one sink writes. */
    private static final long MOST_RECORDS = 20_000;

    private final Admin admin;
    private final Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
    private long looked = System.nanoTime() - LOOK_EVERY_NANOS;
    private long told = looked - TELL_EVERY_NANOS;
    private boolean full;

    SinkBacklog(Integration integration, Admin admin) {
        this.admin = admin;
        for (Table table : integration.tables()) {
            groups.put("connect-" + table.connector(), new ListConsumerGroupOffsetsSpec());
        }
    }

    @Override
    public synchronized boolean getAsBoolean() {
        long now = System.nanoTime();
        if (now - looked >= LOOK_EVERY_NANOS) {
            looked = now;
            full = look();
        }
        return full;
    }

    private boolean look() {
        try {
            return records() > MOST_RECORDS;
        } catch (ExecutionException e) {
            boolean forbidden = e.getCause() instanceof AuthorizationException;
            warn(forbidden ? "may not see how far the sinks are, so it does not wait for them" : "waits for Kafka", e);
            return !forbidden;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void warn(String what, ExecutionException why) {
        if (looked - told >= TELL_EVERY_NANOS) {
            told = looked;
            log.atWarn().addKeyValue("reason", String.valueOf(why.getCause())).log("A replay {}", what);
        }
    }

    private long records() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> written = new HashMap<>();
        admin.listConsumerGroupOffsets(groups).all().get().values().forEach(written::putAll);
        written.values().removeIf(Objects::isNull);
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        written.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        ListOffsetsResult ends = admin.listOffsets(latest);
        long records = 0;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> sink : written.entrySet()) {
            records += ends.partitionResult(sink.getKey()).get().offset()
                    - sink.getValue().offset();
        }
        return records;
    }
}
