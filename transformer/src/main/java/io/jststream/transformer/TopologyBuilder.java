package io.jststream.transformer;

import io.jststream.integration.Integration;
import io.jststream.integration.NestedList;
import io.jststream.integration.Topics;
import io.jststream.transformer.mapping.GuardedMapping;
import io.jststream.transformer.mapping.Mapping;
import io.jststream.transformer.mapping.MappingVersion;
import io.jststream.transformer.mapping.RecordMapper;
import io.jststream.transformer.replay.PartitionReplay;
import io.jststream.transformer.replay.Replay;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.kafka.streams.Topology;

/** The whole of the transformer on one page: of each integration, raw records in, typed records and dead letters out. */
final class TopologyBuilder {
    private TopologyBuilder() {}

    // region topology
    static Topology build(List<Integration> integrations, Replay replay, MeterRegistry metrics) {
        Topology topology = new Topology();
        integrations.forEach(integration -> add(integration, replay, metrics, topology));
        return topology;
    }

    /**
     * One sub-topology, which can be stopped, replayed and scaled up to the raw topic's partitions. It has state only where the
     * catalog has lists: which lines each record has in the typed topics.
     */
    private static void add(Integration integration, Replay replay, MeterRegistry metrics, Topology topology) {
        String ingestRaw = integration.name() + "-ingest-raw";
        String map = integration.name() + "-map";
        String egressTyped = integration.name() + "-egress-typed";
        String egressDead = integration.name() + "-egress-dead";

        Mapping mapping = new GuardedMapping(RecordMapper.of(integration));
        String version = MappingVersion.of(integration.target());
        RecordCounters counters = new RecordCounters(integration.name(), integration.target(), metrics);
        Topics topics = integration.topics();
        IntFunction<Optional<PartitionReplay>> replays = partition -> replay.of(integration, partition);

        topology.addSource(ingestRaw, topics.raw())
                .addProcessor(
                        map,
                        () -> new RecordRouter(
                                mapping,
                                version,
                                replays,
                                counters,
                                new LineRouter(integration, counters),
                                egressTyped,
                                egressDead),
                        ingestRaw)
                .addSink(egressTyped, topics.typed(), map)
                .addSink(egressDead, topics.dead(), map);
        List<NestedList> lists = integration.target().lists();
        for (NestedList list : lists) {
            topology.addSink(
                    LineRouter.egress(integration, list),
                    integration.table(list).topic(),
                    map);
        }
        if (!lists.isEmpty()) {
            topology.addStateStore(LineRouter.knownLines(integration), map);
        }
    }
    // endregion
}
