package io.jststream.transformer.column;

import java.nio.charset.StandardCharsets;

/** A text of the catalog that values are compared with, and its bytes, for those that are still bytes of their record. */
@SuppressWarnings("ArrayRecordComponent") // looked at, never changed and never compared
record Word(String text, byte[] utf8) {
    static Word of(String text) {
        return new Word(text, text.getBytes(StandardCharsets.UTF_8));
    }
}
