package io.jststream.e2e.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.simulator.Misbehaviour;
import io.jststream.simulator.Simulator;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** Changes every shop, again and again, to a value that no shop ever had: each round has exactly one new record a shop. */
public final class Rounds {
    private static final String SHOPS = "/open/shops/query";
    private static final List<String> TOPICS = List.of("jst.shops.raw", "jst.shops");
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Simulator simulator;
    /** Per topic the last offsets of rounds that have ended: what is before them needs no second look. */
    private final Map<String, Map<TopicPartition, Long>> ended = new HashMap<>();

    private int round;

    public Rounds(Simulator simulator) {
        this.simulator = simulator;
    }

    /** Begins a round. */
    public void next() {
        round++;
        for (ObjectNode shop : simulator.shops().snapshot()) {
            simulator.shops().put(shop.put("short_name", "round " + round));
        }
    }

    /** Lets the next call for that page take its time; returns what waits until that call has come. */
    public Runnable slow(int page) {
        long before = callsFor(page);
        simulator.misbehave(Misbehaviour.SLOW, 1, page);
        return () -> Awaitility.await()
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> callsFor(page) > before);
    }

    /** The records of this round, and how often each stands in the topic. */
    public Map<String, Integer> counts(Properties kafka, String topic) {
        Map<String, Integer> counts = Topic.counts(Topic.read(kafka, topic, ended.getOrDefault(topic, Map.of())));
        counts.keySet().removeIf(found -> !found.contains("\"round " + round + "\""));
        return counts;
    }

    /** Waits until every shop's record of this round is in the typed topic; then each must be there once, and in the raw topic. */
    public void everyShopArrivedOnce(Properties kafka) {
        int shops = simulator.shops().size();
        Awaitility.await()
                .atMost(LONGEST)
                .ignoreExceptions()
                .until(() -> counts(kafka, "jst.shops").size() >= shops);
        for (String topic : TOPICS) {
            Map<String, Integer> counts = counts(kafka, topic);
            assertEquals(shops, counts.size(), topic);
            assertEquals(Set.of(1), Set.copyOf(counts.values()), topic);
        }
    }

    /** Lets later rounds of a long series read only what comes from here on. */
    public void forget(Properties kafka) {
        for (String topic : TOPICS) {
            Map<TopicPartition, Long> last = ended.computeIfAbsent(topic, name -> new HashMap<>());
            Topic.read(kafka, topic, Map.copyOf(last))
                    .forEach(seen -> last.put(new TopicPartition(topic, seen.partition()), seen.offset()));
        }
    }

    private long callsFor(int page) {
        return simulator.journal().callsTo(SHOPS).stream()
                .filter(call -> call.page() == page)
                .count();
    }
}
