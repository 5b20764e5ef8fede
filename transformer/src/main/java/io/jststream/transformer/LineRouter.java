package io.jststream.transformer;

import io.jststream.integration.Integration;
import io.jststream.integration.NestedList;
import io.jststream.integration.TypedSchema;
import io.jststream.transformer.mapping.Mapped;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the lines of a record on, and a tombstone for each one that the version before had and this one has not. The state store
 * says which ones a record has in the typed topics, by its raw key. One per stream task; without lists it does nothing.
 */
final class LineRouter {
    private static final Logger log = LoggerFactory.getLogger(LineRouter.class);

    private final Integration integration;
    private final List<Way> ways;
    private final RecordCounters counters;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init first
    private ProcessorContext<byte[], byte[]> context;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<byte[], byte[]> known;

    private boolean told;

    /**
     * Where the lines of a list go.
     *
     * @param form what the keys in the store have to be written for: a tombstone with other columns is none that a sink can read
     */
    private record Way(String list, String egress, int form) {}

    LineRouter(Integration integration, RecordCounters counters) {
        this.integration = integration;
        this.ways = integration.target().lists().stream()
                .map(list -> way(list, integration))
                .toList();
        this.counters = counters;
    }

    private static Way way(NestedList list, Integration integration) {
        return new Way(
                list.name(),
                egress(integration, list),
                TypedSchema.key(integration.table(list)).hashCode());
    }

    /** Name of the node that writes the lines of a list. */
    static String egress(Integration integration, NestedList list) {
        return integration.name() + "-egress-typed-" + list.name();
    }

    /** The state store: on disk, for there may be millions of records; each change goes to a topic too, in the same transaction. */
    static StoreBuilder<KeyValueStore<byte[], byte[]>> knownLines(Integration integration) {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(store(integration)), Serdes.ByteArray(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of())
                .withCachingDisabled();
    }

    private static String store(Integration integration) {
        return integration.name() + "-lines";
    }

    void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        if (!ways.isEmpty()) {
            known = context.getStateStore(store(integration));
        }
    }

    /**
     * Sends on what became of the lines of a record that the mapping has taken.
     *
     * @param raw the raw record's key
     * @param row the record's own row, as it is sent on
     */
    void route(byte[] raw, Record<byte[], byte[]> row, Mapped.Typed typed) {
        if (ways.isEmpty()) {
            return;
        }
        Map<Integer, List<byte[]>> now = new HashMap<>();
        for (int i = 0; i < typed.lines().size(); i++) {
            Way way = ways.get(i);
            List<Mapped.Line> lines = typed.lines().get(i);
            lines.forEach(line -> context.forward(row.withKey(line.key()).withValue(line.value()), way.egress()));
            counters.countLines(way.list(), lines.size());
            now.put(way.form(), lines.stream().map(Mapped.Line::key).toList());
        }
        byte[] before = known.get(raw);
        byte[] after = KnownLines.encode(now);
        // Most changes of a record leave it the lines that it had.
        if (!Arrays.equals(before, after)) {
            bury(row, KnownLines.decode(before), now);
            put(raw, after);
        }
    }

    private void bury(Record<byte[], byte[]> row, Map<Integer, List<byte[]>> before, Map<Integer, List<byte[]>> now) {
        for (Way way : ways) {
            Set<ByteBuffer> there = new HashSet<>();
            now.getOrDefault(way.form(), List.of()).forEach(key -> there.add(ByteBuffer.wrap(key)));
            for (byte[] key : before.getOrDefault(way.form(), List.of())) {
                if (!there.contains(ByteBuffer.wrap(key))) {
                    context.forward(row.withKey(key).<byte @Nullable []>withValue(null), way.egress());
                    counters.countVanishedLine(way.list());
                }
            }
            before.remove(way.form());
        }
        if (!before.isEmpty() && !told) {
            told = true;
            log.atWarn()
                    .addKeyValue("integration", integration.name())
                    .addKeyValue("partition", context.taskId().partition())
                    .log(
                            "Lines have keys of columns that the catalog does not name any more; their rows are not deleted");
        }
    }

    private void put(byte[] record, byte @Nullable [] lines) {
        if (lines == null) {
            known.delete(record);
        } else {
            known.put(record, lines);
        }
    }
}
