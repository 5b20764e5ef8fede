package io.jststream.transformer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a record's lines as the state store has them: for each list that has lines the form of its keys, then the keys in
 * the order of their bytes, each without what it shares with the one before. Two records with the same lines have the same bytes.
 */
final class KnownLines {
    /** The first byte, for whoever changes what follows it. */
    private static final byte FORMAT = 1;

    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    private KnownLines() {}

    /**
     * The bytes of lines.
     *
     * @param lines of each form the keys of the lines, in any order
     * @return null where there is no line
     */
    static byte @Nullable [] encode(Map<Integer, List<byte[]>> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(FORMAT);
        lines.keySet().stream().sorted().forEach(form -> write(form, lines.getOrDefault(form, List.of()), bytes));
        return bytes.size() == 1 ? null : bytes.toByteArray();
    }

    private static void write(int form, List<byte[]> keys, ByteArrayOutputStream bytes) {
        if (keys.isEmpty()) {
            return;
        }
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(form).array());
        writeNumber(keys.size(), bytes);
        byte[] before = {};
        for (byte[] key : keys.stream().sorted(Arrays::compareUnsigned).toList()) {
            int mismatch = Arrays.mismatch(before, key);
            int shared = mismatch < 0 ? key.length : mismatch;
            writeNumber(shared, bytes);
            writeNumber(key.length - shared, bytes);
            bytes.write(key, shared, key.length - shared);
            before = key;
        }
    }

    /** The keys of lines, by form; nothing where there are no bytes. */
    static Map<Integer, List<byte[]>> decode(byte @Nullable [] bytes) {
        Map<Integer, List<byte[]>> lines = new HashMap<>();
        if (bytes == null) {
            return lines;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte format = in.get();
        if (format != FORMAT) {
            throw new IllegalStateException("the store of lines has the format " + format + ", expected " + FORMAT
                    + ": another version of the transformer has written it");
        }
        while (in.hasRemaining()) {
            lines.put(in.getInt(), keys(in));
        }
        return lines;
    }

    private static List<byte[]> keys(ByteBuffer in) {
        List<byte[]> keys = new ArrayList<>();
        byte[] before = {};
        for (int count = number(in); count > 0; count--) {
            int shared = number(in);
            int rest = number(in);
            byte[] key = Arrays.copyOf(before, shared + rest);
            in.get(key, shared, rest);
            keys.add(key);
            before = key;
        }
        return keys;
    }

    private static void writeNumber(int number, ByteArrayOutputStream bytes) {
        int rest = number;
        while (rest >= MORE) {
            bytes.write(rest | MORE);
            rest >>>= BITS;
        }
        bytes.write(rest);
    }

    private static int number(ByteBuffer in) {
        int number = 0;
        for (int shift = 0; ; shift += BITS) {
            byte next = in.get();
            number |= (next & (MORE - 1)) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }
}
