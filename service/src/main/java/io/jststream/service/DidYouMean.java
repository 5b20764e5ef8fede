package io.jststream.service;

import java.util.Collection;
import java.util.Comparator;

/** Finds the known name that a mistyped one is nearest to. */
public final class DidYouMean {
    private DidYouMean() {}

    /** The end of an error message: {@code ", did you mean 'shop_id'?"}, or nothing where no known name is near. */
    public static String hint(String typed, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(typed, candidate)))
                .filter(nearest -> distance(typed, nearest) <= mistakes(typed))
                .map(nearest -> ", did you mean '" + nearest + "'?")
                .orElse("");
    }

    /** How many wrong letters still look like a slip: two letters changed places count as two. */
    private static int mistakes(String typed) {
        return typed.length() < 4 ? 1 : Math.max(2, typed.length() / 3);
    }

    /** Levenshtein distance, ignoring case. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                boolean same = Character.toLowerCase(left.charAt(i - 1)) == Character.toLowerCase(right.charAt(j - 1));
                int replaced = previous[j - 1] + (same ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
