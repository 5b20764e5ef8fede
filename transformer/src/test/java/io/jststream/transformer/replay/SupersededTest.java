package io.jststream.transformer.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class SupersededTest {
    @Test
    void containsWhatWasAddedAndNothingElse() {
        Set<Long> added = new TreeSet<>();
        for (long around : new long[] {1, 64, 65_536, 1L << 31, 5_000_000_000L}) {
            added.add(around);
            added.add(around + 62);
        }
        Superseded superseded = new Superseded();
        added.forEach(superseded::add);
        for (long around : added) {
            for (long offset = around - 1; offset < around + 200; offset++) {
                assertEquals(added.contains(offset), superseded.contains(offset), "offset " + offset);
            }
        }
        assertEquals(added.size(), superseded.size());
    }

    @Test
    void containsNothingWithoutAReplay() {
        assertFalse(Superseded.NONE.contains(0));
        assertTrue(Superseded.NONE.size() == 0);
    }
}
