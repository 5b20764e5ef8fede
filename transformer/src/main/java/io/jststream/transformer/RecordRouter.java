package io.jststream.transformer;

import io.jststream.transformer.replay.Superseded;
import java.util.function.IntFunction;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Maps each raw record and sends it on: typed records and tombstones one way, lines another, dead letters a third. One per stream task. */
final class RecordRouter extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    private final Mapping mapping;
    private final String mappingVersion;
    private final IntFunction<Superseded> replay;
    private final RecordCounters counters;
    private final LineRouter lines;
    private final String egressTyped;
    private final String egressDead;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init first
    private Superseded superseded;

    /** @param replay what to leave out of a partition */
    RecordRouter(
            Mapping mapping,
            String mappingVersion,
            IntFunction<Superseded> replay,
            RecordCounters counters,
            LineRouter lines,
            String egressTyped,
            String egressDead) {
        this.mapping = mapping;
        this.mappingVersion = mappingVersion;
        this.replay = replay;
        this.counters = counters;
        this.lines = lines;
        this.egressTyped = egressTyped;
        this.egressDead = egressDead;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        lines.init(context);
        superseded = replay.apply(context.taskId().partition());
    }

    @Override
    public void process(Record<byte[], byte[]> raw) {
        RecordMetadata origin = context().recordMetadata().orElseThrow();
        if (superseded.contains(origin.offset())) {
            counters.countSuperseded();
            return;
        }
        Mapped mapped = mapping.map(raw.key(), raw.value(), GoneSince.of(raw.headers()));
        if (mapped instanceof Mapped.Typed typed) {
            counters.countTyped(typed);
            context().forward(raw.withKey(typed.key()).withValue(typed.value()), egressTyped);
            lines.route(raw, typed);
        } else if (mapped instanceof Mapped.Dead dead) {
            counters.countDead(dead);
            context().forward(DeadLetter.of(raw, dead, mappingVersion, origin), egressDead);
        }
    }
}
