package io.jststream.bench.topic;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** A group of consumers as Kafka sees it: who has partitions, and what is done. Used by one thread. */
public final class Group {
    private final String name;
    private final int members;
    private final Admin admin;
    private boolean shared;

    /**
     * Looks at nothing yet.
     *
     * @param members how many are to share the partitions out among them: threads, or tasks
     */
    public Group(String name, int members, Admin admin) {
        this.name = name;
        this.members = members;
        this.admin = admin;
    }

    /**
     * Records that the group has committed, and none until each member has partitions: the first one to join works alone for a
     * while, on all of them.
     */
    public long doneByAll() throws ExecutionException, InterruptedException {
        if (committed() == 0) {
            return 0;
        }
        shared = shared || isShared();
        return shared ? committed() : 0;
    }

    /** Whether all members are there and each has partitions. */
    public boolean isShared() throws ExecutionException, InterruptedException {
        try {
            ConsumerGroupDescription group = Objects.requireNonNull(admin.describeConsumerGroups(List.of(name))
                            .describedGroups()
                            .get(name))
                    .get();
            return group.groupState() == GroupState.STABLE
                    && group.members().size() == members
                    && group.members().stream()
                            .noneMatch(member ->
                                    member.assignment().topicPartitions().isEmpty());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw e;
        }
    }

    private long committed() throws ExecutionException, InterruptedException {
        Collection<OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(name)
                .partitionsToOffsetAndMetadata()
                .get()
                .values();
        return offsets.stream()
                .filter(Objects::nonNull)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }
}
