package io.jststream.integration.rule;

import io.jststream.integration.rule.Expression.Arithmetic;
import io.jststream.integration.rule.Expression.Comparison;
import io.jststream.integration.rule.Expression.Constant;
import io.jststream.integration.rule.Expression.In;
import io.jststream.integration.rule.Expression.IsNull;
import io.jststream.integration.rule.Expression.Not;
import io.jststream.integration.rule.Expression.Of;
import io.jststream.integration.rule.Expression.Several;
import io.jststream.integration.rule.Expression.Size;
import io.jststream.service.DidYouMean;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a condition: a small part of CEL, written as CEL writes it. Kinds are checked here, so that no row can be the first to
 * find a mistake. Not thread-safe.
 */
final class ConditionParser {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

    private final List<Token> tokens;
    private final Map<String, Kind> kinds;
    private final List<String> columns = new ArrayList<>();
    private int next;

    /** A part and its kind; null for {@code null}, which has none. */
    private record Typed(Expression expression, @Nullable Kind kind, Token at) {}

    ConditionParser(String condition, Map<String, Kind> kinds) {
        this.tokens = Token.all(condition);
        this.kinds = kinds;
    }

    /** The columns that the condition reads, by their index in a row. */
    List<String> columns() {
        return columns;
    }

    Expression parse() {
        Typed whole = any();
        if (token().sort() != Token.Sort.END) {
            throw unexpected("&&, || or nothing more");
        }
        return truth(whole);
    }

    private Typed any() {
        Typed first = all();
        if (!token().is("||")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(truth(first)));
        while (take("||")) {
            parts.add(truth(all()));
        }
        return new Typed(new Several(parts, true), Kind.TRUTH, first.at());
    }

    private Typed all() {
        Typed first = not();
        if (!token().is("&&")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(truth(first)));
        while (take("&&")) {
            parts.add(truth(not()));
        }
        return new Typed(new Several(parts, false), Kind.TRUTH, first.at());
    }

    private Typed not() {
        Token at = token();
        return take("!") ? new Typed(new Not(truth(not())), Kind.TRUTH, at) : comparison();
    }

    private Typed comparison() {
        Typed left = sum();
        Token operator = token();
        if (take("in")) {
            return in(left);
        }
        if (operator.sort() != Token.Sort.SIGN || !COMPARISONS.contains(operator.text())) {
            return left;
        }
        next++;
        Typed right = sum();
        return new Typed(compare(operator, left, right), Kind.TRUTH, left.at());
    }

    private static Expression compare(Token operator, Typed left, Typed right) {
        if (left.kind() == null || right.kind() == null) {
            if (!operator.is("==") && !operator.is("!=")) {
                throw wrong(operator, "null is neither greater nor less than anything; compare it with == or !=");
            }
            return new IsNull(left.kind() == null ? right.expression() : left.expression(), operator.is("=="));
        }
        if (left.kind() == Kind.DATE || right.kind() == Kind.DATE) {
            return new Comparison(operator.text(), Kind.DATE, date(left), date(right));
        }
        if (left.kind() != right.kind() || left.kind() == Kind.JSON) {
            throw wrong(operator, left.kind() + " cannot be compared with " + right.kind());
        }
        return new Comparison(operator.text(), left.kind(), left.expression(), right.expression());
    }

    /** A date as it is, or one that is written as a text. */
    private static Expression date(Typed typed) {
        if (typed.kind() == Kind.DATE) {
            return typed.expression();
        }
        Object date = typed.expression() instanceof Constant constant && constant.constant() instanceof String text
                ? Kind.DATE.parse(text)
                : null;
        if (date == null) {
            throw wrong(typed.at(), typed.kind() + " cannot be compared with " + Kind.DATE);
        }
        return new Constant(date);
    }

    private Typed in(Typed of) {
        Kind kind = of.kind();
        if (kind == null || kind == Kind.JSON) {
            throw wrong(of.at(), "a number, a text or a date stands before 'in'");
        }
        expect("[");
        List<Object> constants = new ArrayList<>();
        do {
            Typed constant = sum();
            Object value = constant.expression() instanceof Constant written ? written.constant() : null;
            if (kind == Kind.DATE && value instanceof String text) {
                value = Kind.DATE.parse(text);
            }
            if (value == null || (constant.kind() != kind && kind != Kind.DATE)) {
                throw wrong(constant.at(), "expected " + kind + ", as stands before 'in'");
            }
            constants.add(value);
        } while (take(","));
        expect("]");
        return new Typed(new In(kind, of.expression(), constants), Kind.TRUTH, of.at());
    }

    private Typed sum() {
        Typed left = product();
        while (token().is("+") || token().is("-")) {
            char operator = tokens.get(next++).text().charAt(0);
            left = new Typed(new Arithmetic(operator, number(left), number(product())), Kind.NUMBER, left.at());
        }
        return left;
    }

    private Typed product() {
        Typed left = value();
        while (take("*")) {
            left = new Typed(new Arithmetic('*', number(left), number(value())), Kind.NUMBER, left.at());
        }
        return left;
    }

    private Typed value() {
        Token token = token();
        next++;
        return switch (token.sort()) {
            case NUMBER -> new Typed(new Constant(new BigDecimal(token.text())), Kind.NUMBER, token);
            case TEXT -> new Typed(new Constant(token.unquoted()), Kind.TEXT, token);
            case NAME -> named(token);
            case SIGN -> signed(token);
            case END -> throw wrong(token, "expected a column, a number or a text in quotes");
        };
    }

    private Typed signed(Token token) {
        if (token.is("-")) {
            Object number = tokens.get(next).sort() == Token.Sort.NUMBER ? value().expression() : null;
            if (number instanceof Constant constant && constant.constant() instanceof BigDecimal positive) {
                return new Typed(new Constant(positive.negate()), Kind.NUMBER, token);
            }
        }
        if (!token.is("(")) {
            throw wrong(token, "expected a column, a number or a text in quotes");
        }
        Typed inner = any();
        expect(")");
        return inner;
    }

    private Typed named(Token token) {
        switch (token.text()) {
            case "null" -> {
                return new Typed(new Constant(null), null, token);
            }
            case "true", "false" -> {
                return new Typed(new Constant(token.is("true")), Kind.TRUTH, token);
            }
            default -> {
                return token().is("(") ? size(token) : column(token);
            }
        }
    }

    private Typed size(Token token) {
        if (!token.is("size")) {
            throw wrong(token, "the only function is size(text)");
        }
        expect("(");
        Typed text = any();
        if (text.kind() != Kind.TEXT) {
            throw wrong(text.at(), "size is of a text");
        }
        expect(")");
        return new Typed(new Size(text.expression()), Kind.NUMBER, token);
    }

    private Typed column(Token token) {
        Kind kind = kinds.get(token.text());
        if (kind == null) {
            throw wrong(
                    token,
                    "there is no such column in main_params"
                            + DidYouMean.hint(token.text(), new TreeSet<>(kinds.keySet())));
        }
        if (!columns.contains(token.text())) {
            columns.add(token.text());
        }
        return new Typed(new Of(columns.indexOf(token.text())), kind, token);
    }

    private static Expression truth(Typed typed) {
        if (typed.kind() != Kind.TRUTH) {
            throw wrong(typed.at(), "expected a comparison here, such as created != null");
        }
        return typed.expression();
    }

    private static Expression number(Typed typed) {
        if (typed.kind() != Kind.NUMBER) {
            throw wrong(typed.at(), "expected a number beside +, - or *");
        }
        return typed.expression();
    }

    private Token token() {
        return tokens.get(next);
    }

    private boolean take(String sign) {
        boolean there = token().is(sign);
        next += there ? 1 : 0;
        return there;
    }

    private void expect(String sign) {
        if (!take(sign)) {
            throw unexpected("'" + sign + "'");
        }
    }

    private IllegalArgumentException unexpected(String expected) {
        return wrong(token(), "expected " + expected);
    }

    private static IllegalArgumentException wrong(Token token, String what) {
        return new IllegalArgumentException("at character " + token.at() + ", " + token.shown() + ": " + what);
    }
}
