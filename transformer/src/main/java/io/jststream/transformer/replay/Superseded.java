package io.jststream.transformer.replay;

import java.util.HashMap;
import java.util.Map;

/**
 * Offsets of one partition that a later version of the same row makes superfluous: one bit an offset, and none for a stretch of
 * the partition where there are none. Filled by one thread and handed on when it is complete.
 */
final class Superseded {
    /** Nothing is superseded. */
    static final Superseded NONE = of();

    private static final int STRETCH_BITS = 16;
    private static final int WORD_BITS = 6;
    private static final int WORDS = 1 << (STRETCH_BITS - WORD_BITS);

    private final Map<Long, long[]> stretches = new HashMap<>();
    private long size;

    /** These offsets. */
    static Superseded of(long... offsets) {
        Superseded superseded = new Superseded();
        for (long offset : offsets) {
            superseded.add(offset);
        }
        return superseded;
    }

    /** Takes an offset in. */
    void add(long offset) {
        stretches.computeIfAbsent(offset >>> STRETCH_BITS, stretch -> new long[WORDS])[word(offset)] |= 1L << offset;
        size++;
    }

    /** Whether the record at this offset has a later version. */
    boolean contains(long offset) {
        long[] words = stretches.get(offset >>> STRETCH_BITS);
        return words != null && (words[word(offset)] & 1L << offset) != 0;
    }

    /** How many offsets there are. */
    long size() {
        return size;
    }

    private static int word(long offset) {
        return (int) (offset >>> WORD_BITS) & (WORDS - 1);
    }
}
