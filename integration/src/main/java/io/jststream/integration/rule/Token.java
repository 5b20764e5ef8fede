package io.jststream.integration.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a condition.
 *
 * @param at where it begins, from 1
 */
record Token(Sort sort, String text, int at) {
    private static final Pattern WORDS = Pattern.compile(
            "\\s*(?:(?<number>\\d+(?:\\.\\d+)?)|(?<name>[A-Za-z_][A-Za-z0-9_]*)"
                    + "|(?<text>'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\")|(?<sign>==|!=|<=|>=|&&|\\|\\||[<>!()\\[\\],+*-]))");

    /** What sort of word it is. */
    enum Sort {
        NUMBER,
        NAME,
        TEXT,
        SIGN,
        /** What follows the last word. */
        END
    }

    boolean is(String sign) {
        return text.equals(sign) && (sort == Sort.SIGN || sort == Sort.NAME);
    }

    /** What was found, for a message. */
    String shown() {
        return sort == Sort.END ? "its end" : "'" + text + "'";
    }

    static List<Token> all(String condition) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = WORDS.matcher(condition);
        int from = 0;
        while (matcher.find(from) && matcher.start() == from) {
            tokens.add(of(matcher));
            from = matcher.end();
        }
        String rest = condition.substring(from).stripLeading();
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("at character " + (condition.length() - rest.length() + 1) + ": found '"
                    + rest.strip()
                    + "', expected ==, !=, <, <=, >, >=, in, &&, ||, !, +, -, *, a column, a number or a text"
                    + " in quotes");
        }
        tokens.add(new Token(Sort.END, "", condition.length() + 1));
        return tokens;
    }

    private static Token of(Matcher matcher) {
        for (Sort sort : List.of(Sort.NUMBER, Sort.NAME, Sort.TEXT)) {
            String group = sort.name().toLowerCase(Locale.ROOT);
            if (matcher.group(group) != null) {
                return new Token(sort, matcher.group(group), matcher.start(group) + 1);
            }
        }
        return new Token(Sort.SIGN, matcher.group("sign"), matcher.start("sign") + 1);
    }

    /** A text without its quotes. */
    String unquoted() {
        return text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
    }
}
