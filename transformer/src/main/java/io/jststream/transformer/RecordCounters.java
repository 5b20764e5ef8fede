package io.jststream.transformer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts what became of an integration's records. All counters are there from the start at 0, so that an alert sees the first
 * dead letter as a rise. After a crash the records of the open transaction count twice. Thread-safe.
 */
final class RecordCounters {
    private final Counter typed;
    private final Counter tombstones;
    private final Counter dead;
    private final MeterProvider<Counter> deadLetters;

    RecordCounters(String integration, MeterRegistry metrics) {
        typed = outcome("typed", integration, metrics);
        tombstones = outcome("tombstone", integration, metrics);
        dead = outcome("dead", integration, metrics);
        deadLetters = Counter.builder("jst.dead.letters")
                .description("Raw records that the mapping refused, by the rule that they broke")
                .tag("integration", integration)
                .withRegistry(metrics);
        for (Rule rule : Rule.values()) {
            deadLetters.withTag("rule", rule.label());
        }
    }

    void countTyped(Mapped.Typed record) {
        (record.value() == null ? tombstones : typed).increment();
    }

    void countDead(Rule rule) {
        dead.increment();
        deadLetters.withTag("rule", rule.label()).increment();
    }

    private static Counter outcome(String outcome, String integration, MeterRegistry metrics) {
        return Counter.builder("jst.records")
                .description("Raw records by what became of them")
                .tags("integration", integration, "outcome", outcome)
                .register(metrics);
    }
}
