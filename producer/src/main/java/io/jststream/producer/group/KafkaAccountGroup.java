package io.jststream.producer.group;

import io.jststream.integration.Topics;
import io.jststream.producer.api.SteadyClock;
import io.jststream.producer.publish.KafkaFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The group as a Kafka consumer that consumes nothing. The classic protocol, for two reasons: with it the client says how soon
 * it is missed, where the newer one leaves that to the broker (45 s); and it shares whatever an assignor of ours says, where
 * the newer one shares partitions.
 */
public final class KafkaAccountGroup implements AccountGroup {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaAccountGroup.class);
    private static final String DEFAULT_ID = "jst-producer";
    private static final String SESSION = "session.timeout.ms";
    /** How soon an instance that has died is missed. */
    private static final Duration DEFAULT_SESSION = Duration.ofSeconds(10);
    /** What an instance needs at most to notice that it is out of touch, and to end its calls before it is missed. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(3);

    private final Properties client;
    private final Set<String> accounts;
    private final Supplier<Set<String>> held;
    private final SteadyClock clock;
    private final Duration session;
    private final Duration longestSilence;
    private final AtomicReference<@Nullable Set<String>> told = new AtomicReference<>();
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private Instant nextTry = Instant.MIN;
    private Instant heard = Instant.MIN;
    private double heartbeats;
    private Optional<String> trouble = Optional.empty();
    /** Whether the group has still to hear what is read now. */
    private boolean unsaid;

    /**
     * Takes part as soon as it is polled.
     *
     * @param accounts those that this instance could read
     * @param held those that it is reading
     */
    public KafkaAccountGroup(Properties client, Set<String> accounts, Supplier<Set<String>> held, SteadyClock clock) {
        this.client = client;
        this.accounts = accounts;
        this.held = held;
        this.clock = clock;
        this.session = Duration.ofMillis(
                Long.parseLong(client.getProperty(SESSION, Long.toString(DEFAULT_SESSION.toMillis()))));
        this.longestSilence = session.minus(MARGIN);
    }

    @Override
    public Optional<Set<String>> poll(Duration longest) {
        try {
            open().ifPresent(member -> {
                if (unsaid) {
                    // Again and again: the client forgets it where a sharing is under way that began before.
                    member.enforceRebalance("accounts have changed");
                }
                // An empty topic: what counts is that the client takes part while it polls.
                member.poll(longest);
                listen(member);
            });
        } catch (KafkaException e) {
            startAnew(e);
        }
        return Optional.ofNullable(told.getAndSet(null));
    }

    @Override
    public void shareAnew() {
        unsaid = true;
    }

    private Membership self() {
        unsaid = false;
        return new Membership(accounts, held.get());
    }

    private void told(Set<String> accounts) {
        told.set(accounts);
        heard = clock.instant();
        trouble = Optional.empty();
    }

    @Override
    public boolean inTouch() {
        return !heard.equals(Instant.MIN) && clock.since(heard).compareTo(longestSilence) < 0;
    }

    @Override
    public Optional<String> trouble() {
        return trouble;
    }

    @Override
    public void close() {
        close(CloseOptions.GroupMembershipOperation.DEFAULT);
    }

    private void close(CloseOptions.GroupMembershipOperation membership) {
        if (consumer != null) {
            try {
                consumer.close(CloseOptions.timeout(LONGEST_CLOSE).withGroupMembershipOperation(membership));
            } catch (KafkaException e) {
                LOG.atWarn()
                        .addKeyValue("reason", e.getMessage())
                        .log("Did not leave the group; its accounts are missed a little later");
            }
            consumer = null;
        }
    }

    private Optional<KafkaConsumer<byte[], byte[]>> open() {
        if (consumer == null && !clock.instant().isBefore(nextTry)) {
            consumer = new KafkaConsumer<>(config(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            consumer.subscribe(List.of(Topics.ACCOUNTS), new ReadsNothing(consumer));
            heartbeats = 0;
        }
        return Optional.ofNullable(consumer);
    }

    /**
     * The number of heartbeats that the group has answered says whether it still counts this instance in, as long as none was
     * missing for long: the client counts refusals too, and what was missed is refused. After that only a sharing counts.
     */
    private void listen(KafkaConsumer<byte[], byte[]> member) {
        double answered = member.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("heartbeat-total"))
                .map(Metric::metricValue)
                .mapToDouble(value -> value instanceof Double number ? number : 0)
                .sum();
        if (answered > heartbeats) {
            heartbeats = answered;
            heard = inTouch() ? clock.instant() : heard;
        }
    }

    private void startAnew(KafkaException e) {
        String reason = KafkaFault.of(Topics.ACCOUNTS, e).getMessage();
        if (!trouble.equals(Optional.of(reason))) {
            LOG.atWarn().addKeyValue("reason", reason).log("Cannot take part in sharing accounts, trying again");
        }
        // To leave would hand over at once what is still being read; so the group misses this instance a session later.
        // To join before
        // that would have the others wait so long for the member that it was, without a heartbeat.
        close(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP);
        heard = Instant.MIN;
        trouble = Optional.of(reason);
        nextTry = clock.instant().plus(session);
    }

    /** What a member is given it does not read: the topic is empty, and to ask for more twice a second is work for nothing. */
    private record ReadsNothing(KafkaConsumer<byte[], byte[]> member) implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            member.pause(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>();
        config.put("group.id", DEFAULT_ID);
        config.put(SESSION, Long.toString(session.toMillis()));
        config.put("heartbeat.interval.ms", "1000");
        // How often the client's thread looks whether it has to send one.
        config.put("retry.backoff.ms", "500");
        config.put("max.poll.interval.ms", "60000");
        client.forEach((name, value) -> config.put(name.toString(), value));
        config.put("group.protocol", "classic");
        config.put("partition.assignment.strategy", AccountAssignor.class.getName());
        config.put("enable.auto.commit", "false");
        config.put("auto.offset.reset", "latest");
        config.put(AccountAssignor.SELF, (Supplier<Membership>) this::self);
        config.put(AccountAssignor.TOLD, (Consumer<Set<String>>) this::told);
        return config;
    }
}
