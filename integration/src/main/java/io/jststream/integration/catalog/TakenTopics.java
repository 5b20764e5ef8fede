package io.jststream.integration.catalog;

import io.jststream.integration.Integration;
import io.jststream.integration.TopicSpec;
import io.jststream.integration.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Whose each topic is: the names of two integrations, or of one and a list of another, may come to the same. */
final class TakenTopics {
    private final Map<String, String> owners = new HashMap<>();

    TakenTopics() {
        Topics.SHARED.forEach(topic -> owners.put(known(topic), topic + " is one of the pipeline itself"));
    }

    /** Takes those of an integration, and says where one is taken. */
    void take(Integration integration, Path file, Problems problems) {
        for (TopicSpec spec : integration.topicSpecs(1)) {
            String taken = owners.putIfAbsent(known(spec.name()), spec.name() + " is one of " + file);
            if (taken != null) {
                problems.add(
                        file.toString(),
                        Problems.NO_LINE,
                        "name: found '" + integration.name() + "', of which there is a topic " + spec.name()
                                + ", expected a name whose topics are its own; " + taken);
            }
        }
    }

    /** What Kafka tells topics apart by: it refuses one that differs from another in {@code .} and {@code _} alone. */
    private static String known(String topic) {
        return topic.replace('.', '_');
    }
}
