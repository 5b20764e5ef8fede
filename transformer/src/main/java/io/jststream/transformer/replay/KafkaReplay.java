package io.jststream.transformer.replay;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A replay as Kafka remembers it: up to the offsets that a second group has committed, records were mapped before. Who starts a
 * replay commits them; nobody is ever a member of that group. A partition is read ahead once, one at a time, so that memory is
 * needed for one alone and a thread that was fenced meanwhile finds the work done. Stream threads share it, so it is synchronized.
 */
public final class KafkaReplay implements Replay, AutoCloseable {
    /** What the name of the second group has behind that of the transformer's. */
    public static final String SUFFIX = ".replay";

    private static final Logger log = LoggerFactory.getLogger(KafkaReplay.class);

    private final Properties clients;
    private final String group;
    private final Admin admin;
    private final Map<TopicPartition, Known> known = new HashMap<>();

    private record Range(long from, long until) {}

    private record Known(Range range, Superseded superseded) {}

    /** @param clients properties of Kafka clients that reach the brokers */
    public KafkaReplay(Properties clients, String group) {
        this.clients = clients;
        this.group = group;
        this.admin = Admin.create(clients);
    }

    @Override
    public synchronized Superseded superseded(TopicPartition raw, RowKeys rows) {
        Range range = range(raw);
        if (range.from >= range.until) {
            known.remove(raw);
            return Superseded.NONE;
        }
        Known before = known.get(raw);
        if (before == null || before.range.until != range.until || before.range.from > range.from) {
            before = new Known(range, readAhead(raw, range, rows));
            known.put(raw, before);
        }
        return before.superseded;
    }

    /** From the transformer's position, or the beginning where it has none, up to where the replay ends. */
    private Range range(TopicPartition raw) {
        String replay = group + SUFFIX;
        ListConsumerGroupOffsetsSpec all = new ListConsumerGroupOffsetsSpec();
        try {
            ListConsumerGroupOffsetsResult committed = admin.listConsumerGroupOffsets(Map.of(group, all, replay, all));
            return new Range(offset(committed, group, raw), offset(committed, replay, raw));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static long offset(ListConsumerGroupOffsetsResult committed, String group, TopicPartition raw)
            throws ExecutionException, InterruptedException {
        OffsetAndMetadata offset =
                committed.partitionsToOffsetAndMetadata(group).get().get(raw);
        return offset == null ? 0 : offset.offset();
    }

    private Superseded readAhead(TopicPartition raw, Range range, RowKeys rows) {
        long started = System.nanoTime();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            Superseded superseded = ReadAhead.between(range.from, range.until, raw, consumer, rows);
            log.atInfo()
                    .addKeyValue("topic", raw.topic())
                    .addKeyValue("partition", raw.partition())
                    .addKeyValue("offset", range.from)
                    .addKeyValue("until", range.until)
                    .addKeyValue("superseded", superseded.size())
                    .addKeyValue(
                            "millis",
                            Duration.ofNanos(System.nanoTime() - started).toMillis())
                    .log("A replay is going on: records that have a later version are left out");
            return superseded;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Properties properties = new Properties();
        properties.putAll(clients);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // for a position that is not in the topic any more
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
