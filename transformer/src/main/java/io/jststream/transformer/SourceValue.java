package io.jststream.transformer;

/**
 * A value of a raw record that is not null.
 *
 * @param text a text's characters; the JSON of everything else as it stood in the source, {@code 19.90}
 */
record SourceValue(Kind kind, String text) {
    static final SourceValue OBJECT = new SourceValue(Kind.OBJECT, "{…}");
    static final SourceValue ARRAY = new SourceValue(Kind.ARRAY, "[…]");

    /** The JSON type. */
    enum Kind {
        TEXT,
        NUMBER,
        /** true or false. */
        LITERAL,
        OBJECT,
        ARRAY
    }

    static SourceValue text(String text) {
        return new SourceValue(Kind.TEXT, text);
    }

    /** Whether it has parts of its own and so fits no column. */
    boolean structured() {
        return kind == Kind.OBJECT || kind == Kind.ARRAY;
    }

    /** What was found, for the reason of a dead letter. */
    String describe() {
        return switch (kind) {
            case TEXT -> "the text \"" + Shortened.of(text) + "\"";
            case NUMBER -> "the number " + Shortened.of(text);
            case LITERAL -> text;
            case OBJECT -> "an object";
            case ARRAY -> "an array";
        };
    }
}
