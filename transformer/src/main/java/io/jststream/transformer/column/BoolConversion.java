package io.jststream.transformer.column;

/** True or false, also written as 1 or 0, as a number or as a text; {@code True} is how .NET prints it. */
record BoolConversion() implements Conversion {
    @Override
    public void write(SourceValue value, RowBuffer row) throws RefusedException {
        String text = value.text();
        if (value.structured() || !(isTrue(text) || isFalse(text))) {
            throw RefusedException.of(Rule.BOOLEAN, value, "true, false, 1 or 0");
        }
        row.writeBoolean(isTrue(text));
    }

    private static boolean isTrue(String text) {
        return text.equals("1") || text.equalsIgnoreCase("true");
    }

    private static boolean isFalse(String text) {
        return text.equals("0") || text.equalsIgnoreCase("false");
    }
}
