package io.jststream.transformer.column;

/**
 * Texts whose bytes in a record are the bytes that a row would have: UTF-8 that is surely right, without escapes. A text beyond
 * that may be right as well; then somebody has to decode it.
 */
public final class PlainText {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long QUOTATION_MARKS = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long BLANKS = ONES * ' ';

    private PlainText() {}

    /** Where the text that begins there ends, at its quotation mark; negative where it is not plain. */
    public static int end(byte[] json, int from) {
        int i = from;
        while (i < json.length) {
            byte first = json[i];
            if (first == '"') {
                return i;
            }
            if (first >= ' ' && first != '\\') {
                i = behindAscii(json, i + 1);
                continue;
            }
            int length = length(json, i);
            if (length == 0) {
                return -1;
            }
            i += length;
        }
        return -1;
    }

    /** Goes on over characters that are a byte each and stand for themselves, eight at once. */
    private static int behindAscii(byte[] json, int from) {
        int i = from;
        while (json.length - i >= Long.BYTES) {
            long bytes = EightBytes.at(json, i);
            long others = (bytes | zeros(bytes ^ QUOTATION_MARKS) | zeros(bytes ^ BACKSLASHES) | (bytes - BLANKS))
                    & HIGH_BITS;
            if (others != 0) {
                return i + Long.numberOfTrailingZeros(others) / Byte.SIZE;
            }
            i += Long.BYTES;
        }
        return i;
    }

    /** The high bit of each byte that is zero; behind the first of them perhaps of one that is not. */
    private static long zeros(long bytes) {
        return (bytes - ONES) & ~bytes;
    }

    /** Bytes of the character there, one of several; 0 where it takes a closer look: an escape, a control character, what may be half of a pair. */
    private static int length(byte[] json, int at) {
        int first = json[at] & 0xff;
        int left = json.length - at;
        if (first > 0xe0 && first < 0xf0 && first != 0xed) {
            return left > 2 && goesOn(json[at + 1]) && goesOn(json[at + 2]) ? 3 : 0;
        }
        if (first >= 0xc2 && first < 0xe0) {
            return left > 1 && goesOn(json[at + 1]) ? 2 : 0;
        }
        if (first >= 0xf0 && first < 0xf4) {
            boolean four = left > 3 && goesOn(json[at + 1]) && goesOn(json[at + 2]) && goesOn(json[at + 3]);
            return four && (first > 0xf0 || (json[at + 1] & 0xff) >= 0x90) ? 4 : 0;
        }
        return 0;
    }

    /** Whether a character goes on with it: 0x80 to 0xbf, which are all that lie below 0xc0 with their sign. */
    private static boolean goesOn(byte unit) {
        return unit < (byte) 0xc0;
    }

    /** Whether these bytes stand there; as a rule the first one tells that they do not. */
    static boolean beginsWith(byte[] json, int from, byte[] beginning) {
        for (int i = 0; i < beginning.length; i++) {
            if (json[from + i] != beginning[i]) {
                return false;
            }
        }
        return true;
    }

    /** Characters of a plain text. */
    static int characters(byte[] json, int from, int end) {
        int characters = 0;
        for (int i = from; i < end; i++) {
            if (!goesOn(json[i])) {
                characters++;
            }
        }
        return characters;
    }

    /** Whether it is digits and nothing else but a sign. */
    static boolean isWhole(byte[] json, int from, int end) {
        int first = json[from] == '-' ? from + 1 : from;
        for (int i = first; i < end; i++) {
            if (json[i] < '0' || json[i] > '9') {
                return false;
            }
        }
        return end > first;
    }

    /** The number that those digits are, where they are not too many. */
    static long whole(byte[] json, int from, int end) {
        boolean negative = json[from] == '-';
        long number = 0;
        for (int i = negative ? from + 1 : from; i < end; i++) {
            number = 10 * number + json[i] - '0';
        }
        return negative ? -number : number;
    }
}
