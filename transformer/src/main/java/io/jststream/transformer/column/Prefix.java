package io.jststream.transformer.column;

import java.nio.charset.StandardCharsets;

/** What values may begin with, and its bytes, for those that are still bytes of their record. */
@SuppressWarnings("ArrayRecordComponent") // looked at, never changed and never compared
record Prefix(String text, byte[] utf8) {
    static Prefix of(String text) {
        return new Prefix(text, text.getBytes(StandardCharsets.UTF_8));
    }
}
