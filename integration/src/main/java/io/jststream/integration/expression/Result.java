package io.jststream.integration.expression;

/**
 * What came of an expression that is not null.
 *
 * @param text a text's characters; the JSON of everything else
 */
public record Result(Kind kind, String text) {
    /** The JSON type. */
    public enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        OBJECT,
        LIST
    }
}
