package io.jststream.integration.catalog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what a person may have typed where a line is no YAML: a Chinese keyboard writes signs that look like YAML's and are letters to it. */
final class Punctuation {
    private static final String CHINESE = "：，“”‘’｛｝［］【】";
    private static final String PLAIN = ":,\"\"''{}[][]";
    private static final Pattern CHINESE_SIGN =
            Pattern.compile("[" + CHINESE.replace("[", "\\[").replace("]", "\\]") + "]");
    private static final Pattern NO_BLANK = Pattern.compile("\\s*-?\\s*[A-Za-z_]+:[^\\s:/].*");

    private Punctuation() {}

    /** The end of a message about this line, from 1; nothing where it has no such sign. */
    static String hint(String text, int line) {
        String found = text.lines().skip(Math.max(0, line - 1L)).findFirst().orElse("");
        Matcher sign = CHINESE_SIGN.matcher(found);
        if (sign.find()) {
            return "; the line has a '" + sign.group() + "', which is a letter to YAML, perhaps for '"
                    + PLAIN.charAt(CHINESE.indexOf(sign.group())) + "'";
        }
        return NO_BLANK.matcher(found).matches() ? "; a blank stands behind a colon" : "";
    }
}
