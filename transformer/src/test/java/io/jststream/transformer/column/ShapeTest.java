package io.jststream.transformer.column;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A shape must be seen in the same texts as by a look at one character after another. */
final class ShapeTest {
    private static final int TEXTS = 200_000;
    /** Of a record, before the text; behind it nothing is left that could be read by mistake. */
    private static final byte[] BEFORE = "\"created\":\"1999-12-31".getBytes(US_ASCII);

    @Test
    void everyByteAtEveryPlace() {
        for (String shape : new String[] {"0000-00-00", "0000-00-00 00:00:00", "00000000"}) {
            for (int place = 0; place < shape.length(); place++) {
                for (int unit = 0; unit < 256; unit++) {
                    byte[] text = shape.getBytes(US_ASCII);
                    text[place] = (byte) unit;
                    check(shape, text);
                }
            }
        }
    }

    /** Beside each other too: what one byte has too much must not be taken from its neighbour. */
    @Test
    void textsThatNearlyFit() {
        Random random = new Random(20261129);
        String shape = "0000-00-00 00:00:00";
        int fitting = 0;
        for (int i = 0; i < TEXTS; i++) {
            byte[] text = shape.getBytes(US_ASCII);
            for (int place = 0; place < text.length; place++) {
                if (text[place] == '0') {
                    text[place] = (byte) ('0' + random.nextInt(10));
                }
            }
            for (int damage = random.nextInt(4); damage > 0; damage--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
            }
            fitting += check(shape, text) ? 1 : 0;
        }
        assertEquals(TEXTS / 4, fitting, TEXTS / 20);
    }

    private static boolean check(String shape, byte[] text) {
        byte[] record = Arrays.copyOf(BEFORE, BEFORE.length + text.length);
        System.arraycopy(text, 0, record, BEFORE.length, text.length);
        boolean expected = true;
        for (int i = 0; i < text.length; i++) {
            expected &= shape.charAt(i) == '0' ? text[i] >= '0' && text[i] <= '9' : text[i] == shape.charAt(i);
        }
        assertEquals(
                expected,
                Shape.of(shape).standsAt(record, BEFORE.length),
                () -> shape + " in " + new String(text, US_ASCII));
        return expected;
    }
}
