package io.jststream.connect.watch;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What one look asked in vain, with the reason: a right that the login lacks, or a topic that is not there. Kafka has answered then, and
 * what it says of other topics and groups is true. Not thread-safe.
 */
final class Refusals {
    private static final long SECONDS = 15;

    private final Map<String, String> ofTopics = new TreeMap<>();
    private final Map<String, String> ofGroups = new TreeMap<>();

    /** What Kafka says of a topic; empty where it refuses, which is noted. Whatever else goes wrong is thrown. */
    <T> Optional<T> ofTopic(String topic, KafkaFuture<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer(answer, ofTopics, topic, "the topic " + topic);
    }

    /** The same of a group. */
    <T> Optional<T> ofGroup(String group, KafkaFuture<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer(answer, ofGroups, group, "the group " + group);
    }

    /** Notes topics whose records this login may not read. */
    void unreadable(Set<String> topics) {
        topics.forEach(topic -> ofTopics.put(topic, "the login lacks READ on the topic " + topic));
    }

    private static <T> Optional<T> answer(KafkaFuture<T> answer, Map<String, String> reasons, String name, String where)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return Optional.of(answer.get(SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                reasons.put(name, "the login lacks DESCRIBE on " + where);
            } else if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                reasons.put(name, where + " is not there");
            } else {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Whether anything that a stage is measured by was refused. */
    boolean concern(Stage stage) {
        return ofTopics.containsKey(stage.topic()) || ofGroups.containsKey(stage.group());
    }

    /** All reasons; nothing where there is none. */
    String text() {
        return Stream.concat(ofTopics.values().stream(), ofGroups.values().stream())
                .collect(Collectors.joining("; "));
    }
}
