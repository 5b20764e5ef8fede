package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContentIndexTest {
    private static final int MILLION = 1_000_000;
    private static final long MIB = 1024 * 1024;

    private final ContentIndex index = new ContentIndex();

    /** Removal moves entries and slots, so it is compared with a map over many steps. */
    @Test
    void holdsWhatAMapHolds() {
        Map<String, ContentHash> expected = new HashMap<>();
        Random random = new Random(20261124);
        for (int step = 0; step < 200_000; step++) {
            String key = key(random.nextInt(3_000));
            if (random.nextInt(5) < 3) {
                ContentHash content = new ContentHash(random.nextLong(), step);
                index.put(key.getBytes(UTF_8), content);
                expected.put(key, content);
            } else {
                index.remove(key.getBytes(UTF_8));
                expected.remove(key);
            }
        }

        assertEquals(expected.size(), index.size());
        for (int number = 0; number < 3_000; number++) {
            int entry = index.find(key(number).getBytes(UTF_8));
            ContentHash content = expected.get(key(number));
            assertEquals(content != null, entry >= 0, key(number));
            if (content != null) {
                assertEquals(content, index.content(entry));
                assertEquals(key(number), new String(index.key(entry), UTF_8));
            }
        }
    }

    @Test
    void aMarkStaysWithItsKey() {
        ContentHash content = new ContentHash(1, 2);
        for (int number = 0; number < 100; number++) {
            int entry = index.put(key(number).getBytes(UTF_8), content);
            if (number % 2 == 0) {
                index.mark(entry);
            }
        }
        for (int number = 0; number < 50; number++) {
            index.remove(key(number).getBytes(UTF_8));
        }

        for (int number = 50; number < 100; number++) {
            assertEquals(number % 2 == 0, index.marked(index.find(key(number).getBytes(UTF_8))), key(number));
        }
        index.clearMarks();
        assertFalse(index.marked(index.find(key(50).getBytes(UTF_8))));
    }

    /** The promise is 150 MiB for a million keys; measured is what a full collection leaves. */
    @Test
    void aMillionKeysNeedLessThan150Mebibytes() {
        long before = used();
        for (int number = 0; number < MILLION; number++) {
            index.put(key(10_000_000 + number).getBytes(UTF_8), new ContentHash(number, ~number));
        }
        index.clearMarks();
        for (int entry = 0; entry < MILLION; entry++) {
            index.mark(entry);
        }

        long took = used() - before;

        assertEquals(MILLION, index.size());
        System.out.println("a million keys of " + key(10_000_000).length() + " bytes: " + took / MIB + " MiB");
        assertTrue(took > 20 * MIB, "measures nothing: " + took);
        assertTrue(took < 150 * MIB, took / MIB + " MiB");
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String key(int number) {
        return "{\"shop_id\":" + number + "}";
    }
}
