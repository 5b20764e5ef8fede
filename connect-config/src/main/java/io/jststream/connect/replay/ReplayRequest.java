package io.jststream.connect.replay;

import io.jststream.integration.Groups;
import io.jststream.integration.Integration;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks for the history of raw topics to be mapped once more, by a transformer that is started afterwards. Where it is to begin is
 * committed for a second group, which has no members; the transformer commits there how far it is. Not thread-safe.
 */
public final class ReplayRequest implements AutoCloseable {
    private static final Duration MEMBERS_GONE_WITHIN = Duration.ofSeconds(30);
    private static final long LOOK_EVERY_MILLIS = 250;

    private final KafkaView kafka;
    private final String group;
    private final Set<TopicPartition> raw;
    /** Where the transformer stood when it was asked. */
    private Map<TopicPartition, Long> history = Map.of();

    private ReplayRequest(KafkaView kafka, String group, Set<TopicPartition> raw) {
        this.kafka = kafka;
        this.group = group;
        this.raw = Set.copyOf(raw);
    }

    /**
     * Looks at the raw topics of a catalog, and asks for nothing yet.
     *
     * @param group the transformer's
     */
    public static ReplayRequest of(List<Integration> integrations, String group, Properties kafka)
            throws InterruptedException {
        KafkaView view = new KafkaView(kafka);
        try {
            List<String> topics = integrations.stream()
                    .map(integration -> integration.topics().raw())
                    .toList();
            return new ReplayRequest(view, group, view.partitions(topics));
        } catch (RuntimeException | InterruptedException e) {
            view.close();
            throw e;
        }
    }

    /** The group that says where the replay begins and how far it is. */
    String group() {
        return Groups.replayOf(group);
    }

    /** What the typed topics hold of it, once that is known; made now, so that what is missing is said now. */
    SinkGoal goalOf(List<Integration> integrations) throws InterruptedException {
        return SinkGoal.of(
                integrations.stream()
                        .flatMap(integration -> integration.tables().stream())
                        .toList(),
                kafka);
    }

    /**
     * Waits until no instance of the transformer is left: one that goes on would not hear of it. One that was killed is a member for ten
     * seconds, one on another host for ever.
     *
     * @return false where this was asked to stop meanwhile
     */
    boolean awaitNoMembers(Program.Stop stop) throws InterruptedException {
        long deadline = System.nanoTime() + MEMBERS_GONE_WITHIN.toNanos();
        for (Set<String> hosts = kafka.hosts(group); !hosts.isEmpty(); hosts = kafka.hosts(group)) {
            if (System.nanoTime() > deadline) {
                throw new OperatorException(
                        ExitCode.ENVIRONMENT,
                        "the group " + group + " is not without members after " + MEMBERS_GONE_WITHIN.toSeconds()
                                + " s; stop its instances at " + String.join(", ", hosts));
            }
            if (stop.await(LOOK_EVERY_MILLIS)) {
                return false;
            }
        }
        return !stop.requested();
    }

    /** Has whoever starts next map again what the transformer has mapped; with a time, only what came then and later. */
    public void ask(Optional<Instant> from) throws InterruptedException {
        history = kafka.committedInTheEnd(group, raw);
        kafka.commit(group(), beginnings(from));
    }

    private Map<TopicPartition, Long> beginnings(Optional<Instant> from) throws InterruptedException {
        if (from.isEmpty()) {
            return kafka.offsets(raw, OffsetSpec::earliest);
        }
        long millis = Math.max(0, from.get().toEpochMilli());
        Map<TopicPartition, Long> ends = kafka.offsets(raw, OffsetSpec::latest);
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        kafka.offsets(raw, () -> OffsetSpec.forTimestamp(millis))
                .forEach((partition, found) ->
                        beginnings.put(partition, found < 0 ? ends.getOrDefault(partition, 0L) : found));
        return beginnings;
    }

    /** Records, and ends of transactions, that are still to be mapped again. */
    public long left() throws InterruptedException {
        Map<TopicPartition, Long> done = kafka.committed(group());
        long left = 0;
        for (Map.Entry<TopicPartition, Long> end : history.entrySet()) {
            Long at = done.get(end.getKey());
            if (at == null) {
                throw new OperatorException(
                        ExitCode.FAILED,
                        "the replay was called off: somebody has deleted the group " + group()
                                + ", as another make replay does that is broken off; ask for it again");
            }
            left += Math.max(0, end.getValue() - at);
        }
        return left;
    }

    /** Takes away what it was asked for with, once it is over. */
    void forget() throws InterruptedException {
        kafka.delete(group());
    }

    @Override
    public void close() {
        kafka.close();
    }
}
