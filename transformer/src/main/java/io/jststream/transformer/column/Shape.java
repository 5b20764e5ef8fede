package io.jststream.transformer.column;

import java.nio.charset.StandardCharsets;

/** A text's shape, {@code 0000-00-00}: a digit stands wherever it has a 0, everything else as it is. Looked at by eight bytes at once. */
final class Shape {
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private final int length;
    private final Eight[] parts;

    /**
     * Eight characters of it. Exclusive or leaves 0 of what is as the shape has it, and 0 to 9 of a digit where a 0 stands.
     *
     * @param most added to that, reaches no byte's highest bit where the byte fits
     */
    private record Eight(int place, long shape, long most) {
        static Eight of(byte[] shape, int place) {
            byte[] most = new byte[Long.BYTES];
            for (int i = 0; i < most.length; i++) {
                most[i] = (byte) (Byte.MAX_VALUE - (shape[place + i] == '0' ? 9 : 0));
            }
            return new Eight(place, EightBytes.at(shape, place), EightBytes.at(most, 0));
        }

        boolean standsAt(byte[] bytes, int from) {
            long off = EightBytes.at(bytes, from + place) ^ shape;
            return ((off + most | off) & HIGHEST_BITS) == 0;
        }
    }

    private Shape(byte[] shape) {
        length = shape.length;
        parts = new Eight[(length + Long.BYTES - 1) / Long.BYTES];
        for (int i = 0; i < parts.length; i++) {
            // the last part begins inside of the one before
            parts[i] = Eight.of(shape, Math.min(i * Long.BYTES, length - Long.BYTES));
        }
    }

    /** Of at least eight characters of ASCII. */
    static Shape of(String text) {
        return new Shape(text.getBytes(StandardCharsets.US_ASCII));
    }

    int length() {
        return length;
    }

    /** Whether the bytes from there on have it; there must be as many. */
    boolean standsAt(byte[] bytes, int from) {
        for (Eight part : parts) {
            if (!part.standsAt(bytes, from)) {
                return false;
            }
        }
        return true;
    }
}
