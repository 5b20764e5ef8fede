package io.jststream.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the state store holds of a record: read again as it was written, and small. */
final class KnownLinesTest {
    private final Random random = new Random(20261101);

    @Test
    void readsAgainWhatItWrote() {
        for (int round = 0; round < 2_000; round++) {
            Map<Integer, List<byte[]>> lines = new TreeMap<>();
            for (int form = random.nextInt(3); form > 0; form--) {
                lines.put(random.nextInt(), keys());
            }
            assertEquals(texts(lines), texts(KnownLines.decode(KnownLines.encode(lines))));
        }
    }

    @Test
    void theSameLinesInAnotherOrderAreTheSameBytes() {
        List<byte[]> one = keys(12);
        List<byte[]> other = new ArrayList<>(one);
        Collections.reverse(other);
        assertArrayEquals(KnownLines.encode(Map.of(1, one)), KnownLines.encode(Map.of(1, other)));
    }

    @Test
    void noLineIsNoEntry() {
        assertNull(KnownLines.encode(Map.of()));
        assertNull(KnownLines.encode(Map.of(7, List.of())));
        assertEquals(Map.of(), KnownLines.decode(null));
    }

    /** Millions of orders have to fit on a small disk, so whoever makes this larger has to know it. */
    @Test
    void threeLinesOfAnOrderTakeSixtyBytes() {
        List<byte[]> keys = IntStream.of(1, 2, 3)
                .mapToObj(line -> bytes("{\"o_id\":8800001,\"oi_id\":9900001" + line + "}"))
                .toList();
        int size = Objects.requireNonNull(KnownLines.encode(Map.of(1, keys))).length;
        assertTrue(size <= 60, size + " bytes");
    }

    @Test
    void refusesWhatAnotherVersionHasWritten() {
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> KnownLines.decode(new byte[] {2, 0, 0, 0, 1, 0}));
        assertTrue(String.valueOf(refused.getMessage()).contains("format 2"));
    }

    private List<byte[]> keys() {
        return keys(random.nextInt(1, 200));
    }

    /** Different ones; some begin with others, as texts do. */
    private List<byte[]> keys(int count) {
        TreeSet<String> keys = new TreeSet<>();
        while (keys.size() < count) {
            keys.add("{\"o_id\":8800001,\"oi_id\":\"" + "店".repeat(random.nextInt(3)) + random.nextInt(1000)
                    + "x".repeat(random.nextInt(4) == 0 ? 200 : 0) + "\"}");
        }
        List<byte[]> bytes =
                new ArrayList<>(keys.stream().map(KnownLinesTest::bytes).toList());
        Collections.shuffle(bytes, random);
        return bytes;
    }

    private static Map<Integer, Set<String>> texts(Map<Integer, List<byte[]>> lines) {
        Map<Integer, Set<String>> texts = new TreeMap<>();
        lines.forEach((form, keys) -> {
            Set<String> ofForm = new TreeSet<>();
            keys.forEach(key -> ofForm.add(new String(key, StandardCharsets.UTF_8)));
            texts.put(form, ofForm);
        });
        return texts;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
