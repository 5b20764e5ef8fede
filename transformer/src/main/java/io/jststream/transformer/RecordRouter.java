package io.jststream.transformer;

import io.jststream.integration.RecordHeaders;
import io.jststream.transformer.column.Refusal;
import io.jststream.transformer.mapping.GoneSince;
import io.jststream.transformer.mapping.Mapped;
import io.jststream.transformer.mapping.Mapping;
import io.jststream.transformer.replay.PartitionReplay;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Maps each raw record and sends it on: typed records and tombstones one way, lines another, dead letters a third. While a replay
 * is going on, records of the history between the new ones. One per stream task.
 */
final class RecordRouter extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    private static final Duration REPLAY_EVERY = Duration.ofMillis(10);

    private final Mapping mapping;
    private final String mappingVersion;
    private final IntFunction<Optional<PartitionReplay>> replays;
    private final RecordCounters counters;
    private final LineRouter lines;
    private final String egressTyped;
    private final String egressDead;

    private @Nullable Going replay;

    /** A replay that is going on, and what has it go on. */
    private record Going(PartitionReplay replay, Cancellable turns) {
        void end() {
            turns.cancel();
            replay.close();
        }
    }

    /** Where a raw record stands. */
    private record Place(String topic, int partition, long offset) implements RecordMetadata {}

    /** @param replays what is to be mapped again of a partition */
    RecordRouter(
            Mapping mapping,
            String mappingVersion,
            IntFunction<Optional<PartitionReplay>> replays,
            RecordCounters counters,
            LineRouter lines,
            String egressTyped,
            String egressDead) {
        this.mapping = mapping;
        this.mappingVersion = mappingVersion;
        this.replays = replays;
        this.counters = counters;
        this.lines = lines;
        this.egressTyped = egressTyped;
        this.egressDead = egressDead;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        lines.init(context);
        replay = replays.apply(context.taskId().partition())
                .map(begun -> begin(begun, context))
                .orElse(null);
    }

    private Going begin(PartitionReplay begun, ProcessorContext<byte[], byte[]> context) {
        return new Going(
                begun, context.schedule(REPLAY_EVERY, PunctuationType.WALL_CLOCK_TIME, time -> proceed(begun)));
    }

    @Override
    public void process(Record<byte[], byte[]> raw) {
        Mapped mapped = mapping.map(raw.key(), raw.value(), GoneSince.of(raw.headers()));
        if (mapped instanceof Mapped.Typed typed) {
            if (replay != null) {
                long offset = context().recordMetadata().orElseThrow().offset();
                replay.replay().noteVersion(typed.key(), offset);
            }
            send(raw, typed);
        } else if (mapped instanceof Mapped.Dead dead) {
            send(raw, dead.refusal(), context().recordMetadata().orElseThrow());
        }
    }

    private void proceed(PartitionReplay going) {
        going.proceed(new PartitionReplay.Listener() {
            @Override
            public void map(ConsumerRecord<byte[], byte[]> past) {
                mapAgain(past, going);
            }

            @Override
            public void recall(ConsumerRecord<byte[], byte[]> past) {
                if (mapped(past) instanceof Mapped.Typed typed) {
                    going.noteVersion(typed.key(), past.offset());
                }
            }
        });
        if (going.isOver()) {
            close();
        }
    }

    private void mapAgain(ConsumerRecord<byte[], byte[]> past, PartitionReplay going) {
        Mapped mapped = mapped(past);
        Record<byte[], byte[]> raw = new Record<>(past.key(), past.value(), past.timestamp(), past.headers());
        if (mapped instanceof Mapped.Dead dead) {
            send(raw, dead.refusal(), new Place(past.topic(), past.partition(), past.offset()));
        } else if (mapped instanceof Mapped.Typed typed && going.noteVersion(typed.key(), past.offset())) {
            send(raw, typed);
        } else {
            counters.countSuperseded();
        }
    }

    private Mapped mapped(ConsumerRecord<byte[], byte[]> past) {
        return mapping.map(past.key(), past.value(), GoneSince.of(past.headers()));
    }

    private void send(Record<byte[], byte[]> raw, Mapped.Typed typed) {
        counters.countTyped(typed);
        Record<byte[], byte[]> row = row(raw, typed);
        context().forward(row, egressTyped);
        lines.route(raw.key(), row, typed);
    }

    /** Where a record came from stands in its raw record; how often it was sent round has to come round with it. */
    private static Record<byte[], byte[]> row(Record<byte[], byte[]> raw, Mapped.Typed typed) {
        Record<byte[], byte[]> row = new Record<>(typed.key(), typed.value(), raw.timestamp());
        Header redriven = raw.headers().lastHeader(RecordHeaders.REDRIVEN);
        if (redriven != null) {
            row.headers().add(redriven);
        }
        return row;
    }

    /** It bears the time of now: with that of a raw record older than the topic keeps anything, Kafka would remove it at once. */
    private void send(Record<byte[], byte[]> raw, Refusal refusal, RecordMetadata place) {
        counters.countDead(refusal);
        Record<byte[], byte[]> letter = DeadLetter.of(raw, refusal, mappingVersion, place);
        context().forward(letter.withTimestamp(context().currentSystemTimeMs()), egressDead);
    }

    /** Ends a replay that is going on; it is over, or the next task of the partition goes on with it. */
    @Override
    public void close() {
        if (replay != null) {
            replay.end();
            replay = null;
        }
    }
}
