package io.jststream.producer.group;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets Kafka's group protocol share accounts where it usually shares partitions: each instance says which accounts it knows
 * and reads, one of them spreads them, each is told its own. Made by the Kafka client, so it is public.
 */
public final class AccountAssignor implements ConsumerPartitionAssignor, Configurable {
    /** Configuration keys under which the client hands over the two ends of this. */
    static final String SELF = "jst.account.self";

    static final String TOLD = "jst.account.told";

    private Supplier<Membership> self = () -> Membership.of(null);
    private Consumer<Set<String>> told = accounts -> {};

    @Override
    @SuppressWarnings("unchecked") // KafkaAccountGroup puts them there
    public void configure(Map<String, ?> configs) {
        self = Objects.requireNonNull((Supplier<Membership>) configs.get(SELF), SELF);
        told = Objects.requireNonNull((Consumer<Set<String>>) configs.get(TOLD), TOLD);
    }

    @Override
    public String name() {
        return "jst-accounts";
    }

    @Override
    public ByteBuffer subscriptionUserData(Set<String> topics) {
        return self.get().bytes();
    }

    @Override
    public GroupAssignment assign(Cluster metadata, GroupSubscription subscriptions) {
        Map<String, Membership> members = new TreeMap<>();
        Map<String, List<TopicPartition>> partitions = new TreeMap<>();
        subscriptions.groupSubscription().forEach((member, subscription) -> {
            members.put(member, Membership.of(subscription.userData()));
            // The topic is empty. Somebody is given it all, since the client warns of topics that nobody has.
            partitions.put(member, partitions.isEmpty() ? partitions(metadata, subscription) : List.of());
        });
        Map<String, Assignment> assignments = new TreeMap<>();
        Spread.of(members)
                .forEach((member, accounts) -> assignments.put(
                        member,
                        new Assignment(
                                partitions.getOrDefault(member, List.of()),
                                new Membership(Set.of(), accounts).bytes())));
        return new GroupAssignment(assignments);
    }

    @Override
    public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
        told.accept(Membership.of(assignment.userData()).held());
    }

    private static List<TopicPartition> partitions(Cluster metadata, Subscription subscription) {
        return subscription.topics().stream()
                .flatMap(topic -> metadata.partitionsForTopic(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }
}
