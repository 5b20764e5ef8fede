package io.jststream.transformer.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LastVersionsTest {
    private final LastVersions last = new LastVersions();

    @Test
    void knowsNoVersionOfANewRow() {
        assertEquals(LastVersions.NONE, last.of(row(1)));
        assertEquals(0, last.note(row(1), 0));
        assertEquals(0, last.of(row(1)));
        assertEquals(LastVersions.NONE, last.of(row(2)));
    }

    @Test
    void keepsTheLastVersionInWhateverOrderTheyCome() {
        last.note(row(1), 7);
        assertEquals(7, last.note(row(1), 5));
        assertEquals(7, last.note(row(1), 7));
        assertEquals(5_000_000_000L, last.note(row(1), 5_000_000_000L));
        assertEquals(5_000_000_000L, last.note(row(1), 4_999_999_999L));
        assertEquals(5_000_000_000L, last.of(row(1)));
    }

    @Test
    void holdsTheLargestOffset() {
        long largest = (1L << 40) - 2;

        assertEquals(largest, last.note(row(1), largest));
        assertEquals(largest, last.of(row(1)));
    }

    @Test
    void agreesWithAMapWhileItGrows() {
        Random random = new Random(20261101);
        Map<Integer, Long> expected = new HashMap<>();
        for (int i = 0; i < 600_000; i++) {
            int row = random.nextInt(200_000);
            long offset = random.nextLong((1L << (40 - random.nextInt(40))) - 1);
            assertEquals(expected.merge(row, offset, Math::max), last.note(row(row), offset));
        }
        for (int row = 0; row < 200_000; row++) {
            assertEquals(expected.getOrDefault(row, LastVersions.NONE), last.of(row(row)));
        }
    }

    private static byte[] row(int number) {
        return ("{\"shop_id\":" + number + "}").getBytes(StandardCharsets.UTF_8);
    }
}
