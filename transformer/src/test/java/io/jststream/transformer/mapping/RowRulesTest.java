package io.jststream.transformer.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.jststream.integration.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a row breaks without being refused; what is refused stands in the cases. */
final class RowRulesTest {
    private final Mapping mapping = RecordMapper.of(Shops.rules());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        `{"o_id":7,"status":"已取消"}`                          |
        {"o_id":7}                                              | status required
        {"o_id":7,"status":"Split"}                             | status in
        {"o_id":7,"status":"WaitPay","paid":100000}             | paid max
        {"o_id":7,"status":"WaitPay","paid":1,"free":2,"due":4} | sum condition
        {"o_id":7,"status":"WaitPay","paid":1,"free":2,"due":3} |
        {"o_id":7,"paid":100000,"free":0,"due":0}               | paid max, status required, sum condition
        """)
    void aRuleThatWarnsIsSaidWithTheRow(String raw, String warnings) {
        Mapped.Typed typed = assertInstanceOf(Mapped.Typed.class, map(raw));

        assertEquals(
                warnings == null ? "" : warnings,
                String.join(
                        ", ",
                        typed.warnings().stream()
                                .map(warning ->
                                        warning.field() + " " + warning.rule().label())
                                .toList()));
    }

    @Test
    void aTombstoneBreaksNoRule() {
        Mapped gone = mapping.map("{\"o_id\":0}".getBytes(StandardCharsets.UTF_8), null, null);

        assertInstanceOf(Mapped.Typed.class, gone);
    }

    @Test
    void anotherRuleIsAnotherMapping() {
        Target rules = Shops.rules().target();

        assertNotEquals(
                MappingVersion.of(rules),
                MappingVersion.of(new Target(
                        rules.table(),
                        rules.key(),
                        rules.columns(),
                        rules.conditions().subList(0, 2))));
        assertNotEquals(
                MappingVersion.of(new Target(rules.table(), rules.key(), rules.columns(), List.of())),
                MappingVersion.of(rules));
    }

    private Mapped map(String raw) {
        return mapping.map("{\"o_id\":7}".getBytes(StandardCharsets.UTF_8), raw.getBytes(StandardCharsets.UTF_8), null);
    }
}
