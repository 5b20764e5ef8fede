package io.jststream.transformer;

import io.jststream.integration.Column;
import io.jststream.integration.OnMisfit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/**
 * Counts what became of an integration's records. All counters are there from the start at 0, so that an alert sees the first
 * dead letter as a rise. After a crash the records of the open transaction count twice. Thread-safe.
 */
final class RecordCounters {
    private final Counter typed;
    private final Counter tombstones;
    private final Counter dead;
    private final Counter superseded;
    private final MeterProvider<Counter> deadLetters;
    private final MeterProvider<Counter> misfits;

    RecordCounters(String integration, List<Column> columns, MeterRegistry metrics) {
        typed = outcome("typed", integration, metrics);
        tombstones = outcome("tombstone", integration, metrics);
        dead = outcome("dead", integration, metrics);
        superseded = outcome("superseded", integration, metrics);
        deadLetters = Counter.builder("jst.dead.letters")
                .description("Raw records that the mapping refused, by the rule that they broke")
                .tag("integration", integration)
                .withRegistry(metrics);
        for (Rule rule : Rule.values()) {
            deadLetters.withTag("rule", rule.label());
        }
        misfits = Counter.builder("jst.misfits")
                .description("Values that did not fit their column, by what was done: reject, null or truncate")
                .tag("integration", integration)
                .withRegistry(metrics);
        for (Column column : columns) {
            misfit(column.field(), OnMisfit.REJECT);
            misfit(column.field(), column.onMisfit());
        }
    }

    void countTyped(Mapped.Typed record) {
        (record.value() == null ? tombstones : typed).increment();
        for (Misfit misfit : record.misfits()) {
            misfit(misfit.field(), misfit.done()).increment();
        }
    }

    void countDead(Mapped.Dead record) {
        dead.increment();
        deadLetters.withTag("rule", record.rule().label()).increment();
        if (record.field() != null && record.rule().isMisfit()) {
            misfit(record.field(), OnMisfit.REJECT).increment();
        }
    }

    void countSuperseded() {
        superseded.increment();
    }

    private Counter misfit(String field, OnMisfit done) {
        return misfits.withTags("field", field, "done", done.label());
    }

    private static Counter outcome(String outcome, String integration, MeterRegistry metrics) {
        return Counter.builder("jst.records")
                .description("Raw records by what became of them")
                .tags("integration", integration, "outcome", outcome)
                .register(metrics);
    }
}
