package io.jststream.transformer;

import java.util.Arrays;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps each raw record and sends it on: typed records and tombstones one way, dead letters the other. One per stream task. */
final class RecordRouter extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    private static final Logger log = LoggerFactory.getLogger(RecordRouter.class);

    private final Mapping mapping;
    private final String mappingVersion;
    private final RecordCounters counters;
    private final String egressTyped;
    private final String egressDead;

    RecordRouter(
            Mapping mapping, String mappingVersion, RecordCounters counters, String egressTyped, String egressDead) {
        this.mapping = mapping;
        this.mappingVersion = mappingVersion;
        this.counters = counters;
        this.egressTyped = egressTyped;
        this.egressDead = egressDead;
    }

    @Override
    public void process(Record<byte[], byte[]> raw) {
        Mapped mapped = map(raw);
        if (mapped instanceof Mapped.Typed typed) {
            counters.countTyped(typed);
            context().forward(raw.withKey(typed.key()).withValue(typed.value()), egressTyped);
        } else if (mapped instanceof Mapped.Dead dead) {
            counters.countDead(dead);
            RecordMetadata origin = context().recordMetadata().orElseThrow();
            context().forward(DeadLetter.of(raw, dead, mappingVersion, origin), egressDead);
        }
    }

    /** A bug in the mapper costs one record, not the process; what fails behind the mapper is the world's fault and passes. */
    private Mapped map(Record<byte[], byte[]> raw) {
        try {
            return mapping.map(raw.key(), raw.value());
        } catch (RuntimeException bug) {
            String where = describe(bug);
            log.atError().addKeyValue("reason", where).log("The mapper failed; the record is a dead letter");
            return new Mapped.Dead(Rule.INTERNAL, null, "found " + where + ", expected a mapper without a bug", null);
        }
    }

    /** Its class and place, not its message, which may quote the record; a JVM leaves the place out of what it has thrown often. */
    private static String describe(RuntimeException bug) {
        return Arrays.stream(bug.getStackTrace())
                .findFirst()
                .map(place -> bug.getClass().getName() + " at " + place)
                .orElse(bug.getClass().getName());
    }
}
