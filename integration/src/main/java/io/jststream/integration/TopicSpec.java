package io.jststream.integration;

import java.util.Map;

/**
 * A topic as it has to be created.
 *
 * @param partitions number of partitions, at least 1
 * @param config topic settings that the pipeline depends on
 */
public record TopicSpec(String name, int partitions, Map<String, String> config) {
    public TopicSpec {
        config = Map.copyOf(config);
    }
}
