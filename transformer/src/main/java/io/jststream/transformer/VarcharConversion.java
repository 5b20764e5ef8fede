package io.jststream.transformer;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * Text as it stands, blanks at its ends included; numbers and booleans as their JSON. Characters are code points, as MySQL
 * counts them: an emoji is one.
 */
record VarcharConversion(int length) implements Conversion {
    @Override
    public void write(SourceValue value, JsonGenerator json) throws IOException, RefusedException {
        String text = value.text();
        if (value.structured()) {
            throw RefusedException.of(Rule.VARCHAR, value, "a text");
        }
        if (hasLoneSurrogate(text)) {
            throw RefusedException.of(Rule.VARCHAR, value, "whole characters, not half of a surrogate pair");
        }
        if (text.length() > length && text.codePointCount(0, text.length()) > length) {
            throw RefusedException.of(
                    Rule.LENGTH,
                    "found " + text.codePointCount(0, text.length()) + " characters, expected at most " + length,
                    text);
        }
        json.writeString(text);
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
