package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading a topic of which not everything arrives. The consumer's polls return at once, where real ones wait for half a second. */
class KnownContentTest {
    private static final String TOPIC = "jst.shops.raw";
    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
    private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final KafkaClients clients = new KafkaClients() {
        @Override
        public Producer<byte[], byte[]> producer(String transactionalId) {
            throw new UnsupportedOperationException("nothing is published here");
        }

        @Override
        public Consumer<byte[], byte[]> consumer() {
            return consumer;
        }

        @Override
        public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
            return consumer.endOffsets(partitions);
        }
    };

    @BeforeEach
    void aTopicOfTwoPartitions() {
        consumer.updatePartitions(
                TOPIC,
                List.of(new PartitionInfo(TOPIC, 0, null, null, null), new PartitionInfo(TOPIC, 1, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
        consumer.updateEndOffsets(Map.of(FIRST, 2L, SECOND, 1L));
    }

    @Test
    void brokersThatVanishInTheMiddleAreNotWaitedForForEver() {
        arrives(FIRST, 0);
        arrives(SECOND, 0);

        TimeoutException error = assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThrows(TimeoutException.class, () -> KnownContent.rebuild(clients, TOPIC, "default")));

        assertEquals(
                "nothing has arrived for 30 s, waiting for what the topic holds: jst.shops.raw-0 is read up to 1 of 2",
                error.getMessage());
    }

    @Test
    void whatArrivesSlowlyIsWaitedFor() {
        arrivesNothing(59);
        arrives(SECOND, 0);
        arrivesNothing(59);
        arrives(FIRST, 0);
        arrivesNothing(59);
        arrives(FIRST, 1);

        assertEquals(3, KnownContent.rebuild(clients, TOPIC, "default").size());
    }

    private void arrives(TopicPartition partition, long offset) {
        byte[] key = (partition + "/" + offset).getBytes(UTF_8);
        consumer.schedulePollTask(() ->
                consumer.addRecord(new ConsumerRecord<>(TOPIC, partition.partition(), offset, key, new byte[] {'1'})));
    }

    private void arrivesNothing(int polls) {
        for (int i = 0; i < polls; i++) {
            consumer.schedulePollTask(() -> {});
        }
    }
}
