package io.jststream.producer.publish;

import java.util.HexFormat;

/** The content of many records, whatever their order: the sum of their hashes, in two halves of 64 bits each. */
public record ContentSum(long high, long low) {
    /** No record. */
    public static final ContentSum NONE = new ContentSum(0, 0);

    ContentSum plus(ContentHash content) {
        return new ContentSum(high + content.high(), low + content.low());
    }

    ContentSum minus(ContentHash content) {
        return new ContentSum(high - content.high(), low - content.low());
    }

    public ContentSum plus(ContentSum other) {
        return new ContentSum(high + other.high, low + other.low);
    }

    /** What {@link #toString} has made. */
    public static ContentSum parse(String hex) {
        return new ContentSum(HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
    }

    /** 32 hex digits. */
    @Override
    public String toString() {
        return "%016x%016x".formatted(high, low);
    }
}
