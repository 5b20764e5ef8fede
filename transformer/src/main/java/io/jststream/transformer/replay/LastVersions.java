package io.jststream.transformer.replay;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The offset of the last version of every row seen so far, in 20 to 40 bytes a row whatever its key: the key is kept as 88 bits of
 * its hash, which no two of a billion rows share. An open hash table in parts, of which one grows at a time. Not thread-safe.
 */
public final class LastVersions {
    /** The offset of a row that is not there. */
    public static final long NONE = -1;

    private static final int PART_BITS = 8;
    private static final int SLOTS_AT_FIRST = 64;
    private static final int OFFSET_BITS = 40;
    private static final long OFFSET = (1L << OFFSET_BITS) - 1;

    private static final int PERCENT_FULL = 80;

    private final MessageDigest hash = sha256();
    private final Part[] parts = new Part[1 << PART_BITS];

    /** Two words a slot: of the hash, then more of it and the offset plus one, so that 0 means free. */
    private static final class Part {
        private long[] slots = new long[2 * SLOTS_AT_FIRST];
        private int rows;

        private long note(long high, long low, long offset) {
            int slot = slot(high, low);
            long before = (slots[slot + 1] & OFFSET) - 1;
            if (before >= offset) {
                return before;
            }
            slots[slot] = high;
            slots[slot + 1] = (low & ~OFFSET) | (offset + 1);
            if (before == NONE && ++rows > slots.length / 2 * PERCENT_FULL / 100) {
                grow();
            }
            return offset;
        }

        /** Where this hash stands, or where it is to stand. */
        private int slot(long high, long low) {
            int mask = slots.length / 2 - 1;
            int number = (int) high & mask;
            while (slots[2 * number + 1] != 0
                    && (slots[2 * number] != high || ((slots[2 * number + 1] ^ low) & ~OFFSET) != 0)) {
                number = (number + 1) & mask;
            }
            return 2 * number;
        }

        private void grow() {
            long[] full = slots;
            slots = new long[Math.multiplyExact(full.length, 2)];
            for (int i = 0; i < full.length; i += 2) {
                if (full[i + 1] != 0) {
                    int slot = slot(full[i], full[i + 1]);
                    slots[slot] = full[i];
                    slots[slot + 1] = full[i + 1];
                }
            }
        }
    }

    /** Makes an empty one. */
    public LastVersions() {
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Part();
        }
    }

    /**
     * Notes a version of a row.
     *
     * @param offset at least 0, less than 2⁴⁰ - 1
     * @return the offset of the last version that is known now
     */
    public long note(byte[] row, long offset) {
        ByteBuffer digest = ByteBuffer.wrap(hash.digest(row));
        long high = digest.getLong();
        return parts[(int) (high >>> (Long.SIZE - PART_BITS))].note(high, digest.getLong(), offset);
    }

    /** The offset of the row's last version, {@link #NONE} where it has none. */
    public long of(byte[] row) {
        return note(row, NONE);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
