package io.jststream.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
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
    void keepsDecisionsLongerThanTheLettersThatTheyAreAboutByASegmentAtLeast() {
        long letters = number(new Topics("shops").specs(4).get(2), "retention.ms");

        assertTrue(number(Topics.decisionsSpec(), "retention.ms") - letters
                >= Duration.ofDays(7).toMillis());
    }

    /** As long as the ledger goes back: a database may have been away for a season. */
    @Test
    void keepsDeletionsForWhoeverWasAway() {
        for (TopicSpec spec : new Topics("shops").specs(4).subList(0, 2)) {
            assertEquals(number(Topics.sweepsSpec(), "retention.ms"), number(spec, "delete.retention.ms"));
        }
    }

    private static long number(TopicSpec spec, String key) {
        return Long.parseLong(spec.config().getOrDefault(key, "0"));
    }

    @Test
    void keepsOneKeyOnOnePartitionNumberInEveryTopic() {
        assertEquals(
                List.of(4, 4, 4),
                new Topics("shops").specs(4).stream().map(TopicSpec::partitions).toList());
    }
}
