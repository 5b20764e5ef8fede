package io.jststream.connect.replay;

import io.jststream.connect.watch.Waiting.Span;
import io.jststream.integration.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What the typed topics hold at one moment, as something that their sinks have to have written. Not thread-safe. */
final class SinkGoal {
    private final KafkaView kafka;
    /** By the group of the sink that reads them. */
    private final Map<String, Set<TopicPartition>> partitions;

    private final Map<String, Map<TopicPartition, Span>> goals = new HashMap<>();
    private Map<TopicPartition, Span> before = Map.of();

    private SinkGoal(Map<String, Set<TopicPartition>> partitions, KafkaView kafka) {
        this.kafka = kafka;
        this.partitions = partitions;
    }

    /** Looks where the topics of these tables are; there is no goal yet. */
    static SinkGoal of(List<Table> tables, KafkaView kafka) throws InterruptedException {
        Map<String, Set<TopicPartition>> partitions = new HashMap<>();
        for (Table table : tables) {
            partitions.put(table.sinkGroup(), kafka.partitions(List.of(table.topic())));
        }
        return new SinkGoal(partitions, kafka);
    }

    /** Everything that is there now, what is about to be committed too; where no sink has ever been, nobody writes it. */
    void set() throws InterruptedException {
        Set<String> groups = kafka.groups();
        for (Map.Entry<String, Set<TopicPartition>> read : partitions.entrySet()) {
            if (groups.contains(read.getKey())) {
                Map<TopicPartition, Long> ends = kafka.offsets(read.getValue(), OffsetSpec::latest);
                Map<TopicPartition, Span> spans = new HashMap<>();
                kafka.offsets(read.getValue(), OffsetSpec::earliest)
                        .forEach((partition, first) ->
                                spans.put(partition, new Span(first, ends.getOrDefault(partition, first))));
                goals.put(read.getKey(), spans);
            }
        }
    }

    /**
     * Offsets that are still to be written. The ends of transactions are among them, and what was given up: no sink ever commits those
     * where no record stands behind them, so where nothing has moved since the last look, the records are looked for.
     */
    long left() throws InterruptedException {
        Map<TopicPartition, Span> behind = new HashMap<>();
        for (Map.Entry<String, Map<TopicPartition, Span>> goal : goals.entrySet()) {
            Map<TopicPartition, Long> written = kafka.committed(goal.getKey());
            goal.getValue().forEach((partition, span) -> {
                long from = Math.max(span.from(), written.getOrDefault(partition, 0L));
                if (from < span.to()) {
                    behind.put(partition, new Span(from, span.to()));
                }
            });
        }
        boolean stands = behind.equals(before);
        before = behind;
        if (stands && !kafka.holdRecords(behind)) {
            return 0;
        }
        return behind.values().stream()
                .mapToLong(span -> span.to() - span.from())
                .sum();
    }
}
