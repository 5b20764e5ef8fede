package io.jststream.transformer;

import io.jststream.integration.Column;
import io.jststream.integration.OnMisfit;
import io.jststream.integration.Target;
import io.jststream.integration.rule.Severity;
import io.jststream.transformer.column.Misfit;
import io.jststream.transformer.column.Refusal;
import io.jststream.transformer.column.Rule;
import io.jststream.transformer.mapping.Mapped;
import io.jststream.transformer.mapping.RuleWarning;
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
    private final Counter superseded;
    private final MeterProvider<Counter> deadLetters;
    private final MeterProvider<Counter> misfits;
    private final MeterProvider<Counter> warnings;
    private final MeterProvider<Counter> lines;

    RecordCounters(String integration, Target target, MeterRegistry metrics) {
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
        warnings = Counter.builder("jst.rule.warnings")
                .description("Rows that break a rule which only warns, by column or condition, and by rule")
                .tag("integration", integration)
                .withRegistry(metrics);
        lines = Counter.builder("jst.lines")
                .description(
                        "Lines of lists by what became of them: written, or deleted because their record has them no more")
                .tag("integration", integration)
                .withRegistry(metrics);
        begin("", target);
        target.lists().forEach(list -> {
            lines(list.name(), "typed");
            lines(list.name(), "tombstone");
            begin(list.name() + ".", list.target());
        });
    }

    private void begin(String list, Target target) {
        for (Column column : target.columns()) {
            misfit(list + column.field(), OnMisfit.REJECT);
            misfit(list + column.field(), column.onMisfit());
            column.rules().stream()
                    .filter(rule -> rule.severity() == Severity.WARN)
                    .forEach(rule -> warning(list + column.field(), Rule.of(rule)));
        }
        target.conditions().stream()
                .filter(condition -> condition.severity() == Severity.WARN)
                .forEach(condition -> warning(list + condition.name(), Rule.CONDITION));
    }

    void countLines(String list, int written) {
        lines(list, "typed").increment(written);
    }

    void countVanishedLine(String list) {
        lines(list, "tombstone").increment();
    }

    private Counter lines(String list, String outcome) {
        return lines.withTags("list", list, "outcome", outcome);
    }

    void countTyped(Mapped.Typed record) {
        (record.value() == null ? tombstones : typed).increment();
        for (Misfit misfit : record.misfits()) {
            misfit(misfit.field(), misfit.done()).increment();
        }
        for (RuleWarning warning : record.warnings()) {
            warning(warning.field(), warning.rule()).increment();
        }
    }

    void countDead(Refusal refusal) {
        dead.increment();
        deadLetters.withTag("rule", refusal.rule().label()).increment();
        String column = refusal.column();
        if (column != null && refusal.rule().isMisfit()) {
            misfit(column, OnMisfit.REJECT).increment();
        }
    }

    void countSuperseded() {
        superseded.increment();
    }

    private Counter warning(String field, Rule rule) {
        return warnings.withTags("field", field, "rule", rule.label());
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
