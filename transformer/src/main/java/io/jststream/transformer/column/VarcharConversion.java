package io.jststream.transformer.column;

/**
 * Text as it stands, blanks at its ends included; numbers and booleans as their JSON. Characters are code points, as MySQL
 * counts them: an emoji is one.
 */
record VarcharConversion(int length) implements Conversion {
    @Override
    public void write(SourceValue value, RowBuffer row) throws RefusedException {
        // no text has more characters than bytes
        if (value.plain() && (value.plainBytes() <= length || value.plainCharacters() <= length)) {
            value.writePlain(row);
            return;
        }
        String text = text(value, Rule.VARCHAR);
        if (isTooLong(text)) {
            throw RefusedException.of(
                    Rule.LENGTH,
                    "found " + text.codePointCount(0, text.length()) + " characters, expected at most " + length,
                    text);
        }
        row.writeText(text);
    }

    @Override
    public SourceValue cut(SourceValue value) {
        String text = value.text();
        return value.structured() || !isTooLong(text)
                ? value
                : SourceValue.text(text.substring(0, text.offsetByCodePoints(0, length)));
    }

    private boolean isTooLong(String text) {
        return text.length() > length && text.codePointCount(0, text.length()) > length;
    }

    /** The characters that a text column of any kind can hold. */
    static String text(SourceValue value, Rule rule) throws RefusedException {
        if (value.structured()) {
            throw RefusedException.of(rule, value, "a text; a column of type json takes it");
        }
        if (Characters.hasLoneSurrogate(value.text())) {
            throw RefusedException.of(rule, value, "whole characters, not half of a surrogate pair");
        }
        return value.text();
    }
}
