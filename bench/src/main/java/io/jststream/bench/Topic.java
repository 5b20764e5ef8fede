package io.jststream.bench;

import io.jststream.integration.TopicSpec;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** What measurements ask of Kafka besides records. */
final class Topic {
    private Topic() {}

    /** Creates a topic with the settings of another one. */
    static void create(String name, TopicSpec like, Properties kafka) throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(name, like.partitions(), (short) 1).configs(like.config())))
                    .all()
                    .get();
        }
    }

    /** How many records the group has committed, over all partitions of what it reads. */
    static long committed(String group, Admin admin) throws ExecutionException, InterruptedException {
        Collection<OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .values();
        return offsets.stream()
                .filter(Objects::nonNull)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }
}
