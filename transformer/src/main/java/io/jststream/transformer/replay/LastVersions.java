package io.jststream.transformer.replay;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The offset of the last version of every row seen so far, in 32 to 64 bytes a row whatever its key: the key is kept as 128 bits of
 * its hash, which no two of even a billion rows share. An open hash table in one array. Not thread-safe.
 */
public final class LastVersions {
    /** The offset of a row that is not there. */
    public static final long NONE = -1;

    /** Two words of the hash, and the offset plus one, so that 0 means free. */
    private static final int SLOT = 3;

    private static final int OFFSET = 2;

    private final MessageDigest hash = sha256();
    private long[] slots = new long[SLOT * 1024];
    private int rows;

    /** Notes the offset as the row's last version and returns the one that it takes the place of. */
    public long replace(byte[] row, long offset) {
        int slot = slot(row);
        long before = slots[slot + OFFSET] - 1;
        slots[slot + OFFSET] = offset + 1;
        if (before == NONE && ++rows > slots.length / SLOT / 4 * 3) {
            grow();
        }
        return before;
    }

    /** The offset of the row's last version, {@link #NONE} where it has none. */
    public long of(byte[] row) {
        return slots[slot(row) + OFFSET] - 1;
    }

    private int slot(byte[] row) {
        ByteBuffer digest = ByteBuffer.wrap(hash.digest(row));
        return slot(digest.getLong(), digest.getLong());
    }

    /** Where this hash stands; it is put into the first free slot where it does not. */
    private int slot(long high, long low) {
        int mask = slots.length / SLOT - 1;
        int number = (int) low & mask;
        while (slots[number * SLOT + OFFSET] != 0
                && (slots[number * SLOT] != high || slots[number * SLOT + 1] != low)) {
            number = (number + 1) & mask;
        }
        slots[number * SLOT] = high;
        slots[number * SLOT + 1] = low;
        return number * SLOT;
    }

    private void grow() {
        long[] full = slots;
        slots = new long[Math.multiplyExact(full.length, 2)];
        for (int i = 0; i < full.length; i += SLOT) {
            if (full[i + OFFSET] != 0) {
                slots[slot(full[i], full[i + 1]) + OFFSET] = full[i + OFFSET];
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
