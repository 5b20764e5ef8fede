package io.jststream.connect;

import io.jststream.integration.TopicSpec;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that do not exist yet, and waits until the partitions of all take records. */
final class TopicSetup {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
    private static final int SECONDS = 30;

    private final Properties kafka;
    private final short replication;

    TopicSetup(Properties kafka, int replication) {
        this.kafka = kafka;
        this.replication = (short) replication;
    }

    /** Returns the names of the topics that it created. */
    Set<String> create(List<TopicSpec> specs) throws InterruptedException {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.putIfAbsent("default.api.timeout.ms", Integer.toString(SECONDS * 1000));
        try (Admin admin = Admin.create(properties)) {
            Set<String> existing = admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS);
            Set<String> created = new HashSet<>();
            for (TopicSpec spec : specs) {
                if (!existing.contains(spec.name()) && create(admin, spec)) {
                    created.add(spec.name());
                }
            }
            warnOfPartitions(specs, awaitLeaders(admin, specs));
            return created;
        } catch (ExecutionException | TimeoutException e) {
            throw new OperatorException(
                    ExitCode.ENVIRONMENT,
                    "Kafka at " + kafka.getProperty("bootstrap.servers") + " did not create the topics ("
                            + rootMessage(e) + "); check JST_KAFKA_BOOTSTRAP_SERVERS and that the brokers are up",
                    e);
        }
    }

    private boolean create(Admin admin, TopicSpec spec)
            throws InterruptedException, ExecutionException, TimeoutException {
        NewTopic topic = new NewTopic(spec.name(), spec.partitions(), replication).configs(spec.config());
        try {
            admin.createTopics(List.of(topic)).all().get(SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    /**
     * A producer's first batch to a topic without a leader can be lost to its time-out, so nobody starts before this. Returns the topics
     * as they are.
     */
    private static Map<String, TopicDescription> awaitLeaders(Admin admin, Collection<TopicSpec> specs)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<String> names = specs.stream().map(TopicSpec::name).toList();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (true) {
            try {
                Map<String, TopicDescription> topics =
                        admin.describeTopics(names).allTopicNames().get(SECONDS, TimeUnit.SECONDS);
                admin.listOffsets(ends(topics.values())).all().get(SECONDS, TimeUnit.SECONDS);
                return topics;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    private static Map<TopicPartition, OffsetSpec> ends(Collection<TopicDescription> topics) {
        return topics.stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    }

    private static void warnOfPartitions(List<TopicSpec> specs, Map<String, TopicDescription> topics) {
        String others = specs.stream()
                .filter(spec -> partitions(spec, topics) != spec.partitions())
                .map(spec -> spec.name() + " has " + partitions(spec, topics) + ", expected " + spec.partitions())
                .collect(Collectors.joining("; "));
        if (!others.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("topics", others)
                    .log(
                            "Topics that exist keep their partitions: with others, a key's older versions would stay where they are,"
                                    + " and each replay could write them over newer ones;"
                                    + " set JST_TOPIC_PARTITIONS back to the number that they have");
        }
    }

    private static int partitions(TopicSpec spec, Map<String, TopicDescription> topics) {
        TopicDescription topic = topics.get(spec.name());
        return topic == null ? 0 : topic.partitions().size();
    }

    private static String rootMessage(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
