package io.jststream.transformer.replay;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A stream thread's producer, whose transactions commit how far the thread's replays are. */
final class ReplayProducer extends KafkaProducer<byte[], byte[]> {
    private final ReplayOffsets offsets;

    ReplayProducer(Map<String, Object> config, ReplayOffsets offsets) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.offsets = offsets;
    }

    @Override
    public void beginTransaction() {
        super.beginTransaction();
        offsets.began();
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> positions, ConsumerGroupMetadata members) {
        offsets.send(positions, members, super::sendOffsetsToTransaction);
    }

    @Override
    public void commitTransaction() {
        super.commitTransaction();
        offsets.committed();
    }

    @Override
    public void abortTransaction() {
        super.abortTransaction();
        offsets.gaveUp();
    }

    /** {@link #close()} comes here too. */
    @Override
    public void close(Duration timeout) {
        super.close(timeout);
        offsets.gaveUp();
    }
}
