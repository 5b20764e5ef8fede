package io.jststream.connect.watch;

import io.jststream.integration.Integration;
import io.jststream.integration.Table;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.stream.Stream;

/**
 * One reader of one topic.
 *
 * @param name {@code transformer} or {@code sink}
 * @param group the consumer group that it commits as
 */
record Stage(String name, String integration, String group, String topic) {
    /** The stages of a catalog, in the order that records pass them. */
    static List<Stage> of(List<Integration> integrations, String transformerGroup) {
        return integrations.stream()
                .flatMap(integration -> Stream.concat(
                        Stream.of(new Stage(
                                "transformer",
                                integration.name(),
                                transformerGroup,
                                integration.topics().raw())),
                        integration.tables().stream().map(Stage::sink)))
                .toList();
    }

    private static Stage sink(Table table) {
        return new Stage("sink", table.integration(), table.sinkGroup(), table.topic());
    }

    Tags tags() {
        return Tags.of("stage", name, "integration", integration, "group", group, "topic", topic);
    }
}
