package io.jststream.integration.expression;

import com.google.re2j.Pattern;
import dev.cel.common.exceptions.CelIndexOutOfBoundsException;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What can be done with texts; places in them are counted in characters (code points). None makes one of more than a million. */
final class Texts {
    /** Longest text that an expression can make. */
    static final int LONGEST = 1_000_000;
    /** Longest text that can be looked for: the time of a search may grow with both lengths together. */
    private static final int LONGEST_SOUGHT = 200;

    private Texts() {}

    static String add(String left, String right) {
        bounded((long) left.length() + right.length());
        return left + right;
    }

    static boolean contains(String text, String part) {
        return text.contains(sought(part));
    }

    static boolean matches(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).find();
    }

    static Long indexOf(String text, String part) {
        int found = text.indexOf(sought(part));
        return found < 0 ? -1L : (long) text.codePointCount(0, found);
    }

    static String substring(String text, Long from) {
        return substring(text, from, (long) text.codePointCount(0, text.length()));
    }

    static String substring(String text, Long from, Long to) {
        long length = text.codePointCount(0, text.length());
        if (from < 0 || from > to) {
            throw new CelIndexOutOfBoundsException(from);
        }
        if (to > length) {
            throw new CelIndexOutOfBoundsException(to);
        }
        int begin = text.offsetByCodePoints(0, from.intValue());
        return text.substring(begin, text.offsetByCodePoints(begin, (int) (to - from)));
    }

    static String replace(String text, String part, String by) {
        if (sought(part).isEmpty()) {
            throw new CelInvalidArgumentException("nothing to replace");
        }
        long times = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            times++;
        }
        bounded(text.length() + times * ((long) by.length() - part.length()));
        return text.replace(part, by);
    }

    static List<Object> split(String text, String separator) {
        if (sought(separator).isEmpty()) {
            throw new CelInvalidArgumentException("nothing to split at");
        }
        List<Object> parts = new ArrayList<>();
        int begin = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, begin)) {
            parts.add(text.substring(begin, at));
            begin = at + separator.length();
        }
        parts.add(text.substring(begin));
        return parts;
    }

    static String join(List<?> texts, String separator) {
        long length = 0;
        List<String> parts = new ArrayList<>(texts.size());
        for (Object each : texts) {
            if (!(each instanceof String text)) {
                throw new CelInvalidArgumentException("a list that does not hold texts alone");
            }
            length += (long) separator.length() + text.length();
            bounded(length);
            parts.add(text);
        }
        return String.join(separator, parts);
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    private static String sought(String part) {
        if (part.length() > LONGEST_SOUGHT) {
            throw new CelInvalidArgumentException("a text of more than " + LONGEST_SOUGHT + " characters to look for");
        }
        return part;
    }

    private static void bounded(long length) {
        if (length > LONGEST) {
            throw new CelInvalidArgumentException("a text of more than " + LONGEST + " characters");
        }
    }
}
