package io.jststream.transformer.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;

/** The transactions of {@link ReplayProducer} without a broker: Kafka has no producer that both could extend. Tells what was sent for which group. */
final class ReplayMockProducer extends MockProducer<byte[], byte[]> {
    private final ReplayOffsets offsets;
    private final List<String> sent = new ArrayList<>();

    ReplayMockProducer(ReplayOffsets offsets) {
        this.offsets = offsets;
    }

    /** Group, partition, offset and metadata of all offsets that were sent. */
    List<String> sent() {
        return sent;
    }

    @Override
    public void beginTransaction() {
        super.beginTransaction();
        offsets.began();
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> positions, ConsumerGroupMetadata members) {
        offsets.send(positions, members, this::add);
    }

    private void add(Map<TopicPartition, OffsetAndMetadata> positions, ConsumerGroupMetadata members) {
        super.sendOffsetsToTransaction(positions, members);
        positions.forEach((partition, offset) ->
                sent.add(members.groupId() + " " + partition.partition() + " " + offset.offset() + offset.metadata()));
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
}
