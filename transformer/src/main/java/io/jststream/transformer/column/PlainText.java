package io.jststream.transformer.column;

/**
 * Texts whose bytes in a record are the bytes that a row would have: UTF-8 that is surely right, without escapes. A text beyond
 * that may be right as well; then somebody has to decode it.
 */
public final class PlainText {
    private PlainText() {}

    /** Where the text that begins there ends, at its quotation mark; negative where it is not plain. */
    public static int end(byte[] json, int from) {
        int i = from;
        while (i < json.length) {
            int first = json[i];
            if (first == '"') {
                return i;
            }
            int length = length(first & 0xff);
            if (length == 0 || !continues(json, i, length)) {
                return -1;
            }
            i += length;
        }
        return -1;
    }

    /** Bytes of the character that begins so; 0 where it takes a closer look: an escape, a control character, what may be half of a pair. */
    private static int length(int first) {
        if (first < 0x80) {
            return first >= ' ' && first != '\\' ? 1 : 0;
        }
        if (first >= 0xc2 && first < 0xe0) {
            return 2;
        }
        return first > 0xe0 && first < 0xf0 && first != 0xed ? 3 : 0;
    }

    private static boolean continues(byte[] json, int at, int length) {
        if (at + length > json.length) {
            return false;
        }
        for (int i = at + 1; i < at + length; i++) {
            if (begins(json[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether a character begins with it: those that go on with one, 0x80 to 0xbf, are all that lie below 0xc0 with their sign. */
    private static boolean begins(byte unit) {
        return unit >= (byte) 0xc0;
    }

    /** Characters of a plain text. */
    static int characters(byte[] json, int from, int end) {
        int characters = 0;
        for (int i = from; i < end; i++) {
            if (begins(json[i])) {
                characters++;
            }
        }
        return characters;
    }
}
