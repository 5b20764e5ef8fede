package io.jststream.integration.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An expression that makes a column's value of a raw record: a pure function of the fields that it names. Nothing else is in its
 * reach, no clock, no file and no class, and its work is bounded. Immutable; one serves all threads.
 */
public final class ColumnExpression {
    /** Longest expression, in characters. */
    public static final int LONGEST = 1_000;

    private final String source;
    private final List<Input> inputs;
    private final Shape shape;
    private final Walks walks;
    private final CelRuntime.Program program;

    private ColumnExpression(String source, Shape shape, Examination examination, CelRuntime.Program program) {
        this.source = source;
        this.shape = shape;
        this.inputs = List.copyOf(examination.inputs());
        this.walks = examination.walks();
        this.program = program;
    }

    /** What is known of the values of an expression before there is a record. */
    public enum Shape {
        /** A number, a text, or nothing known. */
        ANY,
        /** True or false. */
        TRUTH,
        /** A list or an object. */
        STRUCTURE
    }

    /** Compiles an expression and checks its types; {@code IllegalArgumentException} says what is wrong with it and where. */
    public static ColumnExpression of(String source, Set<Variable> variables) {
        if (source.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "it has " + source.length() + " characters, " + LONGEST + " are the most");
        }
        try {
            CelAbstractSyntaxTree tree = Language.check(source, variables);
            Shape shape = shape(tree.getResultType());
            return new ColumnExpression(source, shape, Examination.of(tree), Language.program(tree));
        } catch (CelValidationException e) {
            throw new IllegalArgumentException(Mistakes.first(e, source, variables), e);
        } catch (CelEvaluationException e) {
            throw new IllegalArgumentException("it cannot be compiled: " + e.getMessage(), e);
        }
    }

    private static Shape shape(CelType type) {
        CelKind kind = type.kind();
        return switch (kind) {
            case BOOL -> Shape.TRUTH;
            case LIST, MAP -> Shape.STRUCTURE;
            default -> Shape.ANY;
        };
    }

    /** The fields that it reads, each once. */
    public List<Input> inputs() {
        return inputs;
    }

    public Shape shape() {
        return shape;
    }

    /**
     * Its value; null where that is null.
     *
     * @param values of {@link #inputs}, in that order, each made by {@link RecordValue}; null where the field is missing
     */
    public @Nullable Result value(@Nullable Object[] values) throws FailedException {
        Steps steps = new Steps(walks);
        try {
            Object value = program.trace(variables(values), steps);
            return Results.of(value, steps);
        } catch (CelEvaluationException e) {
            throw new FailedException(Mistakes.of(e));
        } catch (Steps.Spent e) {
            throw new FailedException(Steps.TOO_MANY);
        }
    }

    private Map<String, Object> variables(@Nullable Object[] values) {
        Map<Variable, Map<String, Object>> fields = new EnumMap<>(Variable.class);
        for (int i = 0; i < values.length; i++) {
            Input input = inputs.get(i);
            Map<String, Object> ofVariable = fields.computeIfAbsent(input.variable(), unused -> new HashMap<>());
            if (values[i] != null) {
                ofVariable.put(input.field(), values[i]);
            }
        }
        Map<String, Object> variables = new HashMap<>();
        fields.forEach((variable, map) -> variables.put(variable.label(), map));
        return variables;
    }

    /** As written in the catalog. */
    @Override
    public String toString() {
        return source;
    }
}
