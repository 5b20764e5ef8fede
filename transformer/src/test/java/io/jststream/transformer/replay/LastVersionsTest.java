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
        assertEquals(LastVersions.NONE, last.replace(row(1), 0));
        assertEquals(LastVersions.NONE, last.replace(row(2), 1));
    }

    @Test
    void returnsTheVersionBefore() {
        last.replace(row(1), 0);
        assertEquals(0, last.replace(row(1), 7));
        assertEquals(7, last.replace(row(1), 5_000_000_000L));
        assertEquals(5_000_000_000L, last.replace(row(1), 5_000_000_001L));
    }

    @Test
    void saysWithoutChangingItWhichOneIsTheLast() {
        last.replace(row(1), 3);

        assertEquals(LastVersions.NONE, last.of(row(2)));
        assertEquals(3, last.of(row(1)));
        assertEquals(3, last.replace(row(1), 4));
        assertEquals(LastVersions.NONE, last.replace(row(2), 5));
    }

    @Test
    void agreesWithAMapWhileItGrows() {
        Random random = new Random(20261101);
        Map<Integer, Long> expected = new HashMap<>();
        for (long offset = 0; offset < 300_000; offset++) {
            int row = random.nextInt(100_000);
            Long before = expected.put(row, offset);
            assertEquals(before == null ? LastVersions.NONE : before, last.replace(row(row), offset));
        }
    }

    private static byte[] row(int number) {
        return ("{\"shop_id\":" + number + "}").getBytes(StandardCharsets.UTF_8);
    }
}
