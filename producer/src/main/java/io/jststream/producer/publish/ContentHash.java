package io.jststream.producer.publish;

import java.nio.ByteBuffer;

/** The first 128 bits of a SHA-256: two contents that differ practically never share one. */
public record ContentHash(long high, long low) {
    /** What no record has: whatever comes is another content. */
    static final ContentHash OF_NOTHING = new ContentHash(0, 0);

    static ContentHash of(byte[] digest) {
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        return new ContentHash(bytes.getLong(), bytes.getLong());
    }

    /** Twelve hex digits, enough to tell a few records apart. */
    String shortText() {
        return "%016x".formatted(high).substring(0, 12);
    }
}
