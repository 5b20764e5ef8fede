package io.jststream.integration.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.runtime.CelEvaluationException;
import io.jststream.service.DidYouMean;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says in our words, and with the place, what CEL found wrong with an expression or with the values that it was given. */
final class Mistakes {
    private static final Pattern EVALUATION =
            Pattern.compile("evaluation error(?: at [^:]*:(\\d+))?: (.*)", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("'([^']+)'");
    private static final Pattern UNKNOWN = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern NOT_TAKEN =
            Pattern.compile("found no matching overload for '([^']*)' applied to '([^']*)'.*", Pattern.DOTALL);
    /** What can be called, as it is written. */
    private static final Set<String> CALLED = new TreeSet<>(Set.of(
            ("all contains decimal double dyn endsWith exists exists_one filter has hasValue indexOf int bool join"
                            + " lowerAscii map matches or orValue replace round size split startsWith string substring"
                            + " sum trim upperAscii")
                    .split(" ")));

    private Mistakes() {}

    /** The first mistake of an expression. */
    static String first(CelValidationException e, String source, Set<Variable> variables) {
        CelIssue issue = e.getErrors().iterator().next();
        int line = issue.getSourceLocation().getLine();
        int column = issue.getSourceLocation().getColumn();
        return "at character " + (column + 1) + (line > 1 ? " of its line " + line : "") + ": "
                + describe(issue.getMessage(), isCall(source, line, column), variables);
    }

    private static boolean isCall(String source, int line, int column) {
        String text = source.lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
        return column >= 0
                && column < text.codePointCount(0, text.length())
                && text.codePointAt(text.offsetByCodePoints(0, column)) == '(';
    }

    private static String describe(String message, boolean call, Set<Variable> variables) {
        Matcher unknown = UNKNOWN.matcher(message);
        if (unknown.matches()) {
            return unknown(unknown.group(1), call, variables);
        }
        Matcher notTaken = NOT_TAKEN.matcher(message);
        if (notTaken.matches()) {
            return operator(notTaken.group(1)) + " does not take " + notTaken.group(2);
        }
        if (message.startsWith("token recognition error")) {
            return message.replace("token recognition error at: ", "found ")
                    + ", expected CEL; == compares, and a field whose name is not of letters, digits and '_' is"
                    + " raw['its name']";
        }
        if (message.contains("recursion limit")) {
            return "it is nested more than " + Language.DEEPEST + " levels deep";
        }
        int expecting = message.indexOf(" expecting ");
        return (expecting < 0 ? message : message.substring(0, expecting))
                .replace("mismatched input", "found")
                .replace("extraneous input", "found")
                .replace("'<EOF>'", "its end, expected more");
    }

    private static String unknown(String name, boolean call, Set<Variable> variables) {
        if (call) {
            return "there is no function '" + name + "'" + DidYouMean.hint(name, CALLED) + " (there are "
                    + String.join(", ", CALLED) + "; none tells the time)";
        }
        if (Variable.of(name).isPresent()) {
            return "'" + name + "' is in the columns of target.lists alone";
        }
        return "there is no '" + name + "'; fields are "
                + variables.stream()
                        .sorted()
                        .map(variable -> variable.label() + "." + name
                                + (variable == Variable.RAW ? " of the raw record" : " of the line"))
                        .collect(Collectors.joining(", "));
    }

    /** What stood in the way of a value. */
    static String of(CelEvaluationException e) {
        Matcher evaluation = EVALUATION.matcher(String.valueOf(e.getMessage()));
        if (!evaluation.matches()) {
            return "what CEL cannot work with";
        }
        String position = evaluation.group(1);
        return found(e, evaluation.group(2))
                + (position == null ? "" : " at character " + (Integer.parseInt(position) + 1));
    }

    private static String found(CelEvaluationException e, String message) {
        return switch (e.getErrorCode()) {
            case ATTRIBUTE_NOT_FOUND ->
                message.startsWith("Error resolving")
                        ? "no object to have " + quoted(message)
                        : "no field " + quoted(message);
            case OVERLOAD_NOT_FOUND -> "values that " + operator(unquoted(message)) + " does not take";
            case DIVIDE_BY_ZERO -> "a division by 0";
            case INDEX_OUT_OF_BOUNDS -> "nothing at the place" + message.substring(message.lastIndexOf(' '));
            case BAD_FORMAT -> "a text that is no number";
            case NUMERIC_OVERFLOW -> isOurs(message) ? message : "a number that is too great";
            case INVALID_ARGUMENT -> argument(message);
            default -> "what CEL cannot work with";
        };
    }

    private static String argument(String message) {
        if (message.startsWith("expected a list")) {
            return "no list to go through";
        }
        return message.startsWith("expected boolean")
                ? "what is neither true nor false"
                : isOurs(message) ? message : "what CEL cannot work with";
    }

    /** What {@link Decimals} and {@link Texts} say begins so; the library's own words may quote values of any length. */
    private static boolean isOurs(String message) {
        return message.startsWith("a ") || message.startsWith("nothing ");
    }

    private static String quoted(String message) {
        return "'" + unquoted(message) + "'";
    }

    private static String unquoted(String message) {
        Matcher quoted = QUOTED.matcher(message);
        return quoted.find() ? quoted.group(1) : message;
    }

    /** {@code *} for what CEL calls {@code _*_}. */
    private static String operator(String function) {
        String written = function.replace("_", "").replace("@", "");
        return "'"
                + (function.startsWith("_") || function.endsWith("_") || function.startsWith("@") ? written : function)
                + "'";
    }
}
