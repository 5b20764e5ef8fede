package io.jststream.transformer.replay;

import io.jststream.integration.Integration;
import java.util.Optional;

/** Tells a stream task that begins whether the history of its partition is to be mapped again, beside what is new. */
@FunctionalInterface
public interface Replay {
    /** No replay is going on. */
    Replay NONE = (integration, partition) -> Optional.empty();

    /**
     * The replay of a partition, for one task and its thread.
     *
     * @param partition of the integration's raw topic
     */
    Optional<PartitionReplay> of(Integration integration, int partition);
}
