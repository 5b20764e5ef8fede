package io.jststream.producer.publish;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A content hash for each of up to millions of keys, and a mark for those that have been seen: a map in five arrays, because
 * one of objects takes three times the memory. Not thread-safe.
 */
final class ContentIndex {
    private static final int NONE = -1;
    private static final int FIRST_ENTRIES = 64;
    /** More slots than that share of them in use, and a search takes long. */
    private static final double FULL = 0.6;

    /** Where an entry is found by its key: its number plus one, or zero. The length is a power of two. */
    private int[] slots = new int[2 * FIRST_ENTRIES];

    private byte[][] keys = new byte[FIRST_ENTRIES][];
    private long[] high = new long[FIRST_ENTRIES];
    private long[] low = new long[FIRST_ENTRIES];
    private final BitSet marked = new BitSet();
    private int size;

    int size() {
        return size;
    }

    /** The number of the key's entry, good until the next removal; negative where there is none. */
    int find(byte[] key) {
        for (int slot = home(key); slots[slot] != 0; slot = next(slot)) {
            int entry = slots[slot] - 1;
            if (Arrays.equals(keys[entry], key)) {
                return entry;
            }
        }
        return NONE;
    }

    byte[] key(int entry) {
        return keys[entry];
    }

    ContentHash content(int entry) {
        return new ContentHash(high[entry], low[entry]);
    }

    boolean marked(int entry) {
        return marked.get(entry);
    }

    void mark(int entry) {
        marked.set(entry);
    }

    void clearMarks() {
        marked.clear();
    }

    /** Adds the key or changes its content; returns the number of its entry. */
    int put(byte[] key, ContentHash content) {
        int entry = find(key);
        if (entry == NONE) {
            makeRoom();
            entry = size++;
            keys[entry] = key;
            enter(entry);
        }
        high[entry] = content.high();
        low[entry] = content.low();
        return entry;
    }

    /** Forgets the key. The last entry takes the place of the one that goes. */
    void remove(byte[] key) {
        int entry = find(key);
        if (entry == NONE) {
            return;
        }
        freeSlot(slotOf(entry));
        int last = --size;
        if (entry != last) {
            slots[slotOf(last)] = entry + 1;
            keys[entry] = keys[last];
            high[entry] = high[last];
            low[entry] = low[last];
            marked.set(entry, marked.get(last));
        }
        marked.clear(last);
        keys[last] = new byte[0];
    }

    private int slotOf(int entry) {
        int slot = home(keys[entry]);
        while (slots[slot] != entry + 1) {
            slot = next(slot);
        }
        return slot;
    }

    /** Moves what stands behind a free slot and would not be found across it. */
    private void freeSlot(int freed) {
        int free = freed;
        slots[free] = 0;
        for (int slot = next(free); slots[slot] != 0; slot = next(slot)) {
            int home = home(keys[slots[slot] - 1]);
            boolean reachable = free <= slot ? free < home && home <= slot : free < home || home <= slot;
            if (!reachable) {
                slots[free] = slots[slot];
                slots[slot] = 0;
                free = slot;
            }
        }
    }

    private void makeRoom() {
        if (size == keys.length) {
            int more = size + size / 2;
            keys = Arrays.copyOf(keys, more);
            high = Arrays.copyOf(high, more);
            low = Arrays.copyOf(low, more);
        }
        if (size + 1 > slots.length * FULL) {
            slots = new int[2 * slots.length];
            for (int entry = 0; entry < size; entry++) {
                enter(entry);
            }
        }
    }

    private void enter(int entry) {
        int slot = home(keys[entry]);
        while (slots[slot] != 0) {
            slot = next(slot);
        }
        slots[slot] = entry + 1;
    }

    private int home(byte[] key) {
        int hash = Arrays.hashCode(key) * 0x9E3779B9;
        return (hash ^ (hash >>> 15)) & (slots.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }
}
