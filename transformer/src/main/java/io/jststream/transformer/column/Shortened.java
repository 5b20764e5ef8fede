package io.jststream.transformer.column;

/** Keeps a dead letter's headers small, whatever the API sent. */
public final class Shortened {
    private static final int MOST_CHARACTERS = 100;

    private Shortened() {}

    /** The first 100 characters (code points), with {@code …} behind them where something was cut. */
    public static String of(String text) {
        return text.length() <= MOST_CHARACTERS || text.codePointCount(0, text.length()) <= MOST_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS)) + "…";
    }
}
