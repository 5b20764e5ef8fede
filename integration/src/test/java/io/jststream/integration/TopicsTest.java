package io.jststream.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopicsTest {
    @Test
    void namesAndConfiguresTheTopicsOfAnIntegration() {
        Topics topics = new Topics("shops");

        assertEquals(
                List.of("jst.shops.raw", "jst.shops", "jst.shops.dead"),
                topics.specs(4).stream().map(TopicSpec::name).toList());
        assertEquals(
                List.of("compact", "compact", "delete"),
                topics.specs(4).stream()
                        .map(spec -> String.valueOf(spec.config().get("cleanup.policy")))
                        .toList());
        assertEquals("jst.sweeps", Topics.sweepsSpec().name());
        assertEquals("jst.cursors", Topics.cursorsSpec().name());
        assertEquals("compact", Topics.cursorsSpec().config().get("cleanup.policy"));
    }

    @Test
    void keepsOneKeyOnOnePartitionNumberInEveryTopic() {
        assertEquals(
                List.of(4, 4, 4),
                new Topics("shops").specs(4).stream().map(TopicSpec::partitions).toList());
    }
}
