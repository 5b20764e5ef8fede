package io.jststream.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.integration.Column;
import io.jststream.integration.ColumnType;
import io.jststream.integration.OnMisfit;
import io.jststream.integration.Target;
import io.jststream.integration.Template;
import io.jststream.transformer.column.Misfit;
import io.jststream.transformer.column.Refusal;
import io.jststream.transformer.column.Rule;
import io.jststream.transformer.mapping.Mapped;
import io.jststream.transformer.mapping.RuleWarning;
import io.jststream.transformer.mapping.Shops;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every value that did not fit is counted, whatever became of it. */
final class RecordCountersTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final RecordCounters counters =
            new RecordCounters("orders", new Target("orders", List.of(), List.of(cut())), metrics);

    @Test
    void countsMisfitsByFieldAndByWhatWasDone() {
        assertEquals(0, misfits("sku", "truncate")); // there before the first one, so that an alert sees the rise
        counters.countTyped(new Mapped.Typed(new byte[0], new byte[0], List.of(new Misfit("sku", OnMisfit.TRUNCATE))));
        counters.countDead(new Refusal(Rule.VARCHAR, "sku", "found an object", "{…}"));

        assertEquals(1, misfits("sku", "truncate"));
        assertEquals(1, misfits("sku", "reject"));
    }

    @Test
    void takesAMissingValueAndABrokenRecordForNoMisfit() {
        counters.countDead(new Refusal(Rule.REQUIRED, "sku", "found no value", null));
        counters.countDead(new Refusal(Rule.KEY, "sku", "in the key", null));
        counters.countDead(new Refusal(Rule.JSON, null, "found nothing", null));

        assertEquals(0, misfits("sku", "reject"));
    }

    @Test
    void countsWarningsOfColumnsAndConditions() {
        RecordCounters rules = new RecordCounters("rules", Shops.rules().target(), metrics);
        assertEquals(0, warnings("sum", "condition")); // there before the first one

        rules.countTyped(new Mapped.Typed(
                new byte[0],
                new byte[0],
                List.of(),
                List.of(new RuleWarning("sum", Rule.CONDITION), new RuleWarning("status", Rule.REQUIRED)),
                List.of()));

        assertEquals(1, warnings("sum", "condition"));
        assertEquals(1, warnings("status", "required"));
        assertEquals(0, warnings("status", "in"));
        assertEquals(0, warnings("paid", "max"));
    }

    private double warnings(String field, String rule) {
        return metrics.get("jst.rule.warnings")
                .tags("integration", "rules", "field", field, "rule", rule)
                .counter()
                .count();
    }

    private double misfits(String field, String done) {
        return metrics.get("jst.misfits")
                .tags("integration", "orders", "field", field, "done", done)
                .counter()
                .count();
    }

    private static Column cut() {
        return new Column(
                "sku",
                Template.of("{sku}"),
                new ColumnType.Varchar(5),
                false,
                "",
                Map.of(),
                Set.of(),
                OnMisfit.TRUNCATE);
    }
}
