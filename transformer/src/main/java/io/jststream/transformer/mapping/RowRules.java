package io.jststream.transformer.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jststream.integration.Column;
import io.jststream.integration.Target;
import io.jststream.integration.rule.Condition;
import io.jststream.integration.rule.FieldRule;
import io.jststream.integration.rule.Kind;
import io.jststream.integration.rule.Severity;
import io.jststream.transformer.column.RefusedException;
import io.jststream.transformer.column.Rule;
import io.jststream.transformer.column.Shortened;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Judges a row as the table would have it by the rules of its catalog file. It reads what the mapping has written, so a rule sees what
 * a query sees. A file without rules costs nothing.
 */
final class RowRules {
    private static final JsonFactory JSON = new JsonFactory();

    private final List<Column> columns;
    private final List<Check> checks = new ArrayList<>();
    private final boolean none;

    /** A condition, and where its columns stand in a row. */
    private record Check(Condition condition, List<Integer> columns) {}

    private RowRules(Target target) {
        this.columns = target.columns();
        Map<String, Integer> index = new HashMap<>();
        columns.forEach(column -> index.put(column.field(), index.size()));
        for (Condition condition : target.conditions()) {
            checks.add(new Check(
                    condition,
                    condition.columns().stream()
                            .map(name -> index.getOrDefault(name, 0))
                            .toList()));
        }
        none = checks.isEmpty()
                && columns.stream().allMatch(column -> column.rules().isEmpty());
    }

    static RowRules of(Target target) {
        return new RowRules(target);
    }

    /** The rules that warn and are broken; refuses the row where another one is. */
    List<RuleWarning> judge(byte[] row) throws RefusedException {
        if (none) {
            return List.of();
        }
        List<RuleWarning> warnings = new ArrayList<>();
        @Nullable Object[] values = read(row);
        for (int i = 0; i < values.length; i++) {
            for (FieldRule rule : columns.get(i).rules()) {
                judge(columns.get(i).field(), rule, values[i], warnings);
            }
        }
        for (Check check : checks) {
            judge(check, values, warnings);
        }
        return warnings;
    }

    private static void judge(String field, FieldRule rule, @Nullable Object value, List<RuleWarning> warnings)
            throws RefusedException {
        boolean kept = value == null ? !(rule instanceof FieldRule.Present) : rule.allows(value);
        if (kept) {
            return;
        }
        if (rule.severity() == Severity.REJECT) {
            String found = String.valueOf(value);
            throw RefusedException.of(
                            Rule.of(rule), "found '" + Shortened.of(found) + "', expected " + rule.expected(), found)
                    .at(field);
        }
        warnings.add(new RuleWarning(field, Rule.of(rule)));
    }

    private static void judge(Check check, @Nullable Object[] row, List<RuleWarning> warnings) throws RefusedException {
        @Nullable Object[] values = new @Nullable Object[check.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row[check.columns().get(i)];
        }
        Condition condition = check.condition();
        if (condition.allows(values)) {
            return;
        }
        if (condition.severity() == Severity.REJECT) {
            StringJoiner found = new StringJoiner(", ");
            for (int i = 0; i < values.length; i++) {
                found.add(condition.columns().get(i) + " = " + Shortened.of(String.valueOf(values[i])));
            }
            throw RefusedException.of(
                            Rule.CONDITION, "found " + found + ", expected " + condition.check(), found.toString())
                    .at(condition.name());
        }
        warnings.add(new RuleWarning(condition.name(), Rule.CONDITION));
    }

    /** The columns' values; the mapping writes all columns, in the order of the catalog. */
    private @Nullable Object[] read(byte[] row) {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        try (JsonParser parser = JSON.createParser(row)) {
            parser.nextToken();
            for (int i = 0; parser.nextToken() == JsonToken.FIELD_NAME; i++) {
                JsonToken token = parser.nextToken();
                values[i] = token == JsonToken.VALUE_NULL
                        ? null
                        : value(columns.get(i).kind(), parser);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
        return values;
    }

    private static Object value(Kind kind, JsonParser parser) throws IOException {
        return switch (kind) {
            case NUMBER -> parser.getDecimalValue();
            case TRUTH -> parser.getBooleanValue();
            case DATE -> Kind.clock(parser.getText());
            case TEXT, JSON -> parser.getText();
        };
    }
}
