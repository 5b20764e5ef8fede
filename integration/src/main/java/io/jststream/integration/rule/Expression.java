package io.jststream.integration.rule;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a compiled condition. Immutable; one serves all threads. */
sealed interface Expression {
    /** Its value for a row; null where it cannot be said because a column is NULL. */
    @Nullable
    Object value(@Nullable Object[] row);

    /** A value that stands in the condition; null for {@code null}. */
    record Constant(@Nullable Object constant) implements Expression {
        @Override
        public @Nullable Object value(@Nullable Object[] row) {
            return constant;
        }
    }

    /** A column of the row. */
    record Of(int index) implements Expression {
        @Override
        public @Nullable Object value(@Nullable Object[] row) {
            return row[index];
        }
    }

    /** Whether a column is NULL. */
    record IsNull(Expression of, boolean wanted) implements Expression {
        @Override
        public Object value(@Nullable Object[] row) {
            return (of.value(row) == null) == wanted;
        }
    }

    /** Two values compared: {@code ==}, {@code !=}, {@code <}, {@code <=}, {@code >}, {@code >=}. */
    record Comparison(String operator, Kind kind, Expression left, Expression right) implements Expression {
        @Override
        public @Nullable Object value(@Nullable Object[] row) {
            Object leftValue = left.value(row);
            Object rightValue = right.value(row);
            return (leftValue == null || rightValue == null) ? null : holds(kind.compare(leftValue, rightValue));
        }

        private boolean holds(int compared) {
            return switch (operator) {
                case "==" -> compared == 0;
                case "!=" -> compared != 0;
                case "<" -> compared < 0;
                case "<=" -> compared <= 0;
                case ">" -> compared > 0;
                default -> compared >= 0;
            };
        }
    }

    /** Whether a value is one of a list of constants. */
    record In(Kind kind, Expression of, List<Object> constants) implements Expression {
        public In {
            constants = List.copyOf(constants);
        }

        @Override
        public @Nullable Object value(@Nullable Object[] row) {
            Object found = of.value(row);
            return found == null ? null : constants.stream().anyMatch(each -> kind.compare(each, found) == 0);
        }
    }

    /** Two numbers put together: {@code +}, {@code -}, {@code *}. */
    record Arithmetic(char operator, Expression left, Expression right) implements Expression {
        @Override
        public @Nullable Object value(@Nullable Object[] row) {
            Object leftValue = left.value(row);
            Object rightValue = right.value(row);
            if (leftValue == null || rightValue == null) {
                return null;
            }
            BigDecimal number = (BigDecimal) leftValue;
            BigDecimal other = (BigDecimal) rightValue;
            return switch (operator) {
                case '+' -> number.add(other);
                case '-' -> number.subtract(other);
                default -> number.multiply(other);
            };
        }
    }

    /** How many characters a text has. */
    record Size(Expression of) implements Expression {
        @Override
        public @Nullable Object value(@Nullable Object[] row) {
            return of.value(row) instanceof String text
                    ? BigDecimal.valueOf(text.codePointCount(0, text.length()))
                    : null;
        }
    }

    /** The opposite. */
    record Not(Expression of) implements Expression {
        @Override
        public @Nullable Object value(@Nullable Object[] row) {
            Object found = of.value(row);
            return found == null ? null : !(Boolean) found;
        }
    }

    /** All ({@code &&}) or any ({@code ||}) of them: one that decides is enough, whatever cannot be said of the others. */
    record Several(List<Expression> parts, boolean decisive) implements Expression {
        public Several {
            parts = List.copyOf(parts);
        }

        @Override
        public @Nullable Object value(@Nullable Object[] row) {
            boolean unknown = false;
            for (Expression part : parts) {
                Object found = part.value(row);
                if (found == null) {
                    unknown = true;
                } else if ((Boolean) found == decisive) {
                    return decisive;
                }
            }
            return unknown ? null : !decisive;
        }
    }
}
