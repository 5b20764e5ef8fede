package io.jststream.console.plan;

import io.jststream.connect.plan.Change;
import io.jststream.connect.plan.Difference;
import io.jststream.console.live.Cluster;
import io.jststream.integration.TopicSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/** What differs between topics as they have to be and as they are: whether they exist, partitions, copies, settings. */
final class TopicPlan {
    /** Settings that decide for how long records stay: a smaller number removes some. */
    private static final List<String> KEEPING =
            List.of("retention.ms", "retention.bytes", "delete.retention.ms", "min.compaction.lag.ms");

    private final int replication;
    private final Map<String, TopicDescription> topics;
    private final Map<String, Config> configs;

    TopicPlan(int replication, Map<String, TopicDescription> topics, Map<String, Config> configs) {
        this.replication = replication;
        this.topics = topics;
        this.configs = configs;
    }

    /** @param replication copies of each topic; -1 where the broker decides */
    static List<Difference> of(List<TopicSpec> specs, int replication, Cluster cluster) throws InterruptedException {
        Set<String> existing = cluster.get(cluster.admin().listTopics().names());
        List<String> names =
                specs.stream().map(TopicSpec::name).filter(existing::contains).toList();
        TopicPlan plan = new TopicPlan(
                replication,
                cluster.get(cluster.admin().describeTopics(names).allTopicNames()),
                configs(names, cluster));
        List<Difference> differences = new ArrayList<>();
        specs.forEach(spec -> differences.addAll(plan.differences(spec)));
        return differences;
    }

    private static Map<String, Config> configs(Collection<String> names, Cluster cluster) throws InterruptedException {
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, Config> configs = new HashMap<>();
        cluster.get(cluster.admin().describeConfigs(resources).all())
                .forEach((resource, config) -> configs.put(resource.name(), config));
        return configs;
    }

    List<Difference> differences(TopicSpec spec) {
        String what = "topic " + spec.name();
        TopicDescription live = topics.get(spec.name());
        if (live == null) {
            return List.of(Difference.mended(
                    what,
                    Difference.NOTHING,
                    spec.partitions() + " partition(s)",
                    "creates it",
                    new Change.CreateTopic(spec)));
        }
        List<Difference> differences = new ArrayList<>();
        addPartitions(spec, live.partitions().size(), differences);
        addCopies(what, live, differences);
        Config config = configs.get(spec.name());
        if (config != null) {
            new TreeMap<>(spec.config()).forEach((key, wanted) -> addSetting(spec, key, wanted, config, differences));
            addOwnSettings(spec, config, differences);
        }
        return differences;
    }

    private static void addPartitions(TopicSpec spec, int live, List<Difference> differences) {
        if (live != spec.partitions()) {
            differences.add(Difference.byHand(
                    "topic " + spec.name() + ", partitions",
                    Integer.toString(live),
                    Integer.toString(spec.partitions()),
                    (live < spec.partitions()
                                    ? "partitions are never added: of a key that moves, its older version would stay"
                                            + " in the old one, and every replay could write it over the newer"
                                    : "partitions are never reduced")
                            + "; set JST_TOPIC_PARTITIONS=" + live));
        }
    }

    private void addCopies(String what, TopicDescription live, List<Difference> differences) {
        int copies = live.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        if (replication > 0 && copies != replication) {
            differences.add(Difference.byHand(
                    what + ", copies",
                    Integer.toString(copies),
                    Integer.toString(replication),
                    "kafka-reassign-partitions.sh moves copies"));
        }
    }

    private static void addSetting(
            TopicSpec spec, String key, String wanted, Config config, List<Difference> differences) {
        ConfigEntry entry = config.get(key);
        String live = entry == null || entry.value() == null ? "" : entry.value();
        if (same(key, live, wanted)) {
            return;
        }
        String what = "topic " + spec.name() + ", " + key;
        Change change = new Change.SetConfig(spec.name(), key, wanted);
        differences.add(
                removes(key, live, wanted)
                        ? Difference.approved(what, live, wanted, "sets it, and records go that are there now", change)
                        : Difference.mended(what, live, wanted, "sets it", change));
    }

    /** Of two ways to clean up, the order does not matter. */
    private static boolean same(String key, String live, String wanted) {
        return key.equals("cleanup.policy")
                ? Set.copyOf(Arrays.asList(live.split(","))).equals(Set.copyOf(Arrays.asList(wanted.split(","))))
                : live.equals(wanted);
    }

    private static boolean removes(String key, String live, String wanted) {
        if (key.equals("cleanup.policy")) {
            return wanted.contains("delete") && !live.contains("delete");
        }
        if (!KEEPING.contains(key) || live.isEmpty()) {
            return false;
        }
        // -1 is for ever. Kafka takes no number here that a long could not hold.
        return live.equals("-1") || (!wanted.equals("-1") && Long.parseLong(wanted) < Long.parseLong(live));
    }

    /** Settings that somebody has made by hand and of which the pipeline says nothing. */
    private static void addOwnSettings(TopicSpec spec, Config config, List<Difference> differences) {
        config.entries().stream()
                .filter(entry -> entry.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .filter(entry -> !spec.config().containsKey(entry.name()))
                .forEach(entry -> differences.add(Difference.harmless(
                        "topic " + spec.name() + ", " + entry.name(),
                        String.valueOf(entry.value()),
                        "set by hand, the pipeline leaves it alone")));
    }
}
