package io.jststream.bench.pipeline;

import io.jststream.integration.Integration;
import io.jststream.service.Settings;
import io.jststream.transformer.replay.KafkaReplay;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What {@code make replay} tells a transformer that is to begin: that it maps the history once more, beside what is new. */
final class ReplayRequest {
    private static final int PARTITIONS = 4;

    private ReplayRequest() {}

    /** Asks for one of all that the raw topic holds. */
    static void send(String application, Integration integration, Settings settings)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> beginnings = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            beginnings.put(new TopicPartition(integration.topics().raw(), partition), new OffsetAndMetadata(0));
        }
        try (Admin admin = Admin.create(settings.kafka())) {
            admin.alterConsumerGroupOffsets(application + KafkaReplay.SUFFIX, beginnings)
                    .all()
                    .get();
        }
    }
}
