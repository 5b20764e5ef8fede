package io.jststream.bench.topic;

import io.jststream.integration.TopicSpec;
import io.jststream.service.Program;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/** What measurements ask of Kafka besides records. */
public final class Topic {
    private static final int ATTEMPTS = 1_000;
    private static final long EVERY_MILLIS = 20;

    private Topic() {}

    /** Creates a topic with the settings of another one, and returns when it takes records. */
    public static void create(String name, TopicSpec like, Properties kafka) throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(name, like.partitions(), (short) 1).configs(like.config())))
                    .all()
                    .get();
            awaitLeaders(name, like.partitions(), admin);
        }
    }

    /** The first records to a partition without a leader can be lost, and their producer then tries for ever. */
    private static void awaitLeaders(String name, int partitions, Admin admin) throws Exception {
        Map<TopicPartition, OffsetSpec> all = IntStream.range(0, partitions)
                .mapToObj(number -> new TopicPartition(name, number))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Program.Stop never = new Program.Stop();
        for (int attempt = 1; ; attempt++) {
            try {
                admin.listOffsets(all).all().get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RetriableException) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
            never.await(EVERY_MILLIS);
        }
    }
}
