package io.jststream.transformer.column;

import io.jststream.integration.expression.ColumnExpression;
import io.jststream.integration.expression.FailedException;
import io.jststream.integration.expression.Input;
import io.jststream.integration.expression.Result;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A {@link ColumnExpression} with its fields bound to slots. */
final class ComputedValue {
    private final ColumnExpression expression;
    private final List<Integer> slots;

    private ComputedValue(ColumnExpression expression, List<Integer> slots) {
        this.expression = expression;
        this.slots = slots;
    }

    static ComputedValue of(ColumnExpression expression, Slots slots) {
        return new ComputedValue(
                expression, expression.inputs().stream().map(slots::slotOfInput).toList());
    }

    /** The expression's value for a record; null where it is null. */
    @Nullable
    SourceValue fill(@Nullable SourceValue[] values) throws RefusedException {
        @Nullable Object[] inputs = new @Nullable Object[slots.size()];
        for (int i = 0; i < inputs.length; i++) {
            SourceValue value = values[slots.get(i)];
            inputs[i] = value == null ? null : value.input();
        }
        try {
            Result result = expression.value(inputs);
            return result == null ? null : new SourceValue(kind(result), result.text());
        } catch (FailedException e) {
            throw refused(e, values);
        }
    }

    /** A text in quotes: 5 and "5" look alike in many a record, and are not to an expression. */
    private static String shown(SourceValue value) {
        String text = Shortened.of(value.text());
        return value.kind() == SourceValue.Kind.TEXT ? "\"" + text + "\"" : text;
    }

    private static SourceValue.Kind kind(Result result) {
        return switch (result.kind()) {
            case TEXT -> SourceValue.Kind.TEXT;
            case NUMBER -> SourceValue.Kind.NUMBER;
            case TRUTH -> SourceValue.Kind.LITERAL;
            case OBJECT -> SourceValue.Kind.OBJECT;
            case LIST -> SourceValue.Kind.ARRAY;
        };
    }

    private RefusedException refused(FailedException failed, @Nullable SourceValue[] values) {
        StringJoiner read = new StringJoiner(", ");
        for (int i = 0; i < slots.size(); i++) {
            Input input = expression.inputs().get(i);
            SourceValue value = values[slots.get(i)];
            read.add(input + (value == null ? " is missing" : " = " + shown(value)));
        }
        String where = read.length() == 0 ? "" : " where " + read;
        return RefusedException.of(
                Rule.EXPRESSION,
                "found " + failed.found() + " of " + Shortened.of(expression.toString()) + where + ", expected a value",
                read.toString());
    }
}
