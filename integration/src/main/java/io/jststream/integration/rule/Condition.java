package io.jststream.integration.rule;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule over the columns of a row. Nothing but the row is in its reach: no clock, no other row, no function of its own, no loop, so
 * its time is bounded by its length.
 *
 * @param name names it in a dead letter and in a metric
 * @param check as written in the catalog
 * @param columns the columns that it reads, in the order in which it names them
 */
public record Condition(String name, String check, Severity severity, List<String> columns, Expression expression) {
    /** Longest condition, in characters. */
    public static final int LONGEST = 500;

    public Condition {
        columns = List.copyOf(columns);
    }

    /**
     * Compiles a condition; {@code IllegalArgumentException} says what is wrong with it and where.
     *
     * @param kinds the columns that it may name
     */
    public static Condition of(String name, String check, Severity severity, Map<String, Kind> kinds) {
        if (check.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "it has " + check.length() + " characters, " + LONGEST + " are the most");
        }
        ConditionParser parser = new ConditionParser(check, kinds);
        Expression expression = parser.parse();
        return new Condition(name, check, severity, parser.columns(), expression);
    }

    /**
     * Whether the row is as it has to be. As with a CHECK of a database, a comparison with NULL is no breach.
     *
     * @param values of {@link #columns}, in that order; null where NULL
     */
    public boolean allows(@Nullable Object[] values) {
        return !Boolean.FALSE.equals(expression.value(values));
    }
}
