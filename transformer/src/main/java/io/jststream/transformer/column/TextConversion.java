package io.jststream.transformer.column;

import io.jststream.integration.ColumnType;

/** Text as in a varchar, but what limits it is its bytes as UTF-8. */
record TextConversion() implements Conversion {
    @Override
    public void write(SourceValue value, RowBuffer row) throws RefusedException {
        if (value.plain() && value.plainBytes() <= ColumnType.Text.BYTES) {
            value.writePlain(row);
            return;
        }
        String text = VarcharConversion.text(value, Rule.TEXT);
        if (Characters.fitting(text, ColumnType.Text.BYTES) < text.length()) {
            throw RefusedException.of(
                    Rule.LENGTH,
                    "found more bytes, expected at most " + ColumnType.Text.BYTES
                            + " as UTF-8, a Chinese character being three",
                    text);
        }
        row.writeText(text);
    }

    @Override
    public SourceValue cut(SourceValue value) {
        return value.structured() || Characters.hasLoneSurrogate(value.text())
                ? value
                : SourceValue.text(value.text().substring(0, Characters.fitting(value.text(), ColumnType.Text.BYTES)));
    }
}
