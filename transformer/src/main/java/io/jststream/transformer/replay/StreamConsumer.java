package io.jststream.transformer.replay;

import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.errors.TaskMigratedException;

/**
 * A stream thread's consumer, that has all tasks of the thread begin anew where one of them could not go on. Kafka Streams (4.3.1)
 * makes that task anew too, and then makes it once more in the rebalance that it asks for: by then nobody remembers that the
 * consumer has to go back for it, and what it had read and not mapped is left out. And in the middle of another rebalance it aborts
 * the transaction of all, of which only that one task goes back.
 */
final class StreamConsumer extends KafkaConsumer<byte[], byte[]> {
    /** How Kafka Streams asks for a rebalance after that. */
    private static final String CORRUPTED = "Active tasks corrupted";

    StreamConsumer(Map<String, Object> config) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** @throws TaskMigratedException where a task could not go on; Kafka Streams has the thread join the group anew then */
    @Override
    public void enforceRebalance(String reason) {
        if (reason.equals(CORRUPTED)) {
            throw new TaskMigratedException(
                    "A task could not go on, so all of this thread begin where they are committed");
        }
        super.enforceRebalance(reason);
    }
}
