package io.jststream.bench;

import io.jststream.integration.TopicSpec;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

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
}
