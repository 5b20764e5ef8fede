package io.jststream.transformer.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** What a transaction of Kafka Streams commits of replays. */
final class ReplayOffsetsTest {
    private static final TopicPartition RAW = new TopicPartition("jst.shops.raw", 0);
    private static final TopicPartition OTHER = new TopicPartition("jst.shops.raw", 1);
    private static final ConsumerGroupMetadata MEMBERS = group("jst-transformer");

    private final ReplayOffsets offsets = new ReplayOffsets(group("jst-transformer.replay"));
    private final ReplayMockProducer producer = new ReplayMockProducer(offsets);

    ReplayOffsetsTest() {
        producer.initTransactions();
        producer.beginTransaction();
    }

    /** Nobody has to be a member to commit for the second group, so the transformer's own one is asked too. */
    @Test
    void commitsThePositionOfTheTaskToo() {
        offsets.begin(RAW, new OffsetAndMetadata(70, "time"));
        offsets.note(RAW, new OffsetAndMetadata(5));

        commit(Map.of());

        assertEquals(List.of("jst-transformer 0 70time", "jst-transformer.replay 0 5"), producer.sent());
        assertFalse(offsets.isNoted(RAW));
    }

    @Test
    void aPositionNeverGoesBack() {
        offsets.begin(RAW, new OffsetAndMetadata(70));
        offsets.note(RAW, new OffsetAndMetadata(5));
        commit(Map.of(RAW, new OffsetAndMetadata(80)));
        producer.beginTransaction();
        offsets.note(RAW, new OffsetAndMetadata(6, "done"));

        commit(Map.of());

        assertEquals(
                List.of(
                        "jst-transformer 0 80",
                        "jst-transformer.replay 0 5",
                        "jst-transformer 0 80",
                        "jst-transformer.replay 0 6done"),
                producer.sent());
    }

    @Test
    void leavesATransactionWithoutAReplayAlone() {
        commit(Map.of(OTHER, new OffsetAndMetadata(3)));

        assertEquals(List.of("jst-transformer 1 3"), producer.sent());
    }

    @Test
    void forgetsWhatIsAborted() {
        offsets.begin(RAW, new OffsetAndMetadata(70));
        offsets.note(RAW, new OffsetAndMetadata(5));
        producer.sendOffsetsToTransaction(Map.of(RAW, new OffsetAndMetadata(90)), MEMBERS);
        assertTrue(offsets.isInTransaction());
        producer.sent().clear();

        producer.abortTransaction();

        assertFalse(offsets.isInTransaction());
        assertEquals(1, offsets.aborted());
        producer.beginTransaction();
        offsets.note(RAW, new OffsetAndMetadata(6));
        commit(Map.of());
        assertEquals(List.of("jst-transformer 0 70", "jst-transformer.replay 0 6"), producer.sent());
    }

    @Test
    void aTransactionThatCannotCommitIsNotOver() {
        producer.fenceProducer();

        assertThrows(ProducerFencedException.class, producer::commitTransaction);
        assertTrue(offsets.isInTransaction());
    }

    @Test
    void aProducerThatIsClosedGivesItsTransactionUp() {
        offsets.note(RAW, new OffsetAndMetadata(5));

        new ReplayProducer(Map.of("bootstrap.servers", "localhost:9"), offsets).close();

        assertEquals(1, offsets.aborted());
        assertFalse(offsets.isNoted(RAW));
    }

    private void commit(Map<TopicPartition, OffsetAndMetadata> positions) {
        producer.sendOffsetsToTransaction(positions, MEMBERS);
        producer.commitTransaction();
    }

    private static ConsumerGroupMetadata group(String id) {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", "localhost:9");
        properties.setProperty("group.id", id);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.groupMetadata();
        }
    }
}
