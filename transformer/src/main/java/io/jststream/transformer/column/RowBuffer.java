package io.jststream.transformer.column;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a thread writes its rows as JSON, one after another. It takes bytes, because names and most values of a row are bytes that
 * are there already. Not thread-safe.
 */
public final class RowBuffer {
    private static final ThreadLocal<RowBuffer> OF_THREAD = ThreadLocal.withInitial(RowBuffer::new);
    /** Room for most rows, so that the buffer seldom grows. */
    private static final int USUAL_BYTES = 4096;

    private static final int LONGEST_NUMBER = Long.toString(Long.MIN_VALUE).length();
    private static final byte[] NULL = utf8("null");
    private static final byte[] TRUE = utf8("true");
    private static final byte[] FALSE = utf8("false");

    /** Each character of ASCII as it is written in a text: as itself, or as more than that. */
    private static final byte[][] QUOTED = new byte[128][];

    static {
        for (char character = 0; character < QUOTED.length; character++) {
            QUOTED[character] =
                    utf8(new String(JsonStringEncoder.getInstance().quoteAsString(Character.toString(character))));
        }
    }

    private byte[] bytes = new byte[USUAL_BYTES];
    private int size;

    private RowBuffer() {}

    /** The calling thread's. */
    public static RowBuffer ofThread() {
        return OF_THREAD.get();
    }

    /** A column's name as {@link #writeName} takes it. */
    static byte[] name(String field) {
        return utf8(",\"" + new String(JsonStringEncoder.getInstance().quoteAsString(field)) + "\":");
    }

    /** Begins a row; what is left of one that was given up is forgotten. */
    public void begin() {
        size = 0;
        write('{');
    }

    /** Writes the name of the next column. */
    void writeName(byte[] name) {
        int comma = size > 1 ? 0 : 1;
        write(name, comma, name.length - comma);
    }

    void writeNull() {
        write(NULL, 0, NULL.length);
    }

    void writeBoolean(boolean value) {
        byte[] text = value ? TRUE : FALSE;
        write(text, 0, text.length);
    }

    void writeNumber(long number) {
        makeRoom(LONGEST_NUMBER);
        size = NumberOutput.outputLong(number, bytes, size);
    }

    /** Writes a number as it stands. */
    void writeNumber(String number) {
        byte[] text = utf8(number);
        write(text, 0, text.length);
    }

    void writeText(String text) {
        byte[] utf8 = utf8(text);
        write('"');
        int written = 0;
        for (int i = 0; i < utf8.length; i++) {
            if (utf8[i] >= 0 && QUOTED[utf8[i]].length > 1) {
                write(utf8, written, i - written);
                write(QUOTED[utf8[i]], 0, QUOTED[utf8[i]].length);
                written = i + 1;
            }
        }
        write(utf8, written, utf8.length - written);
        write('"');
    }

    /** Writes a text of which these are the bytes. */
    void writePlain(byte[] from, int begin, int length) {
        // most of a row is written here, so its room is made once and not for each quotation mark
        makeRoom(length + 2);
        bytes[size] = '"';
        System.arraycopy(from, begin, bytes, size + 1, length);
        bytes[size + 1 + length] = '"';
        size += length + 2;
    }

    /** Writes a text of these bytes and then those of another array. */
    void writePlain(byte[] from, int begin, int length, byte[] more, int moreBegin, int moreLength) {
        write('"');
        write(from, begin, length);
        write(more, moreBegin, moreLength);
        write('"');
    }

    /**
     * Writes JSON of which every text is {@linkplain PlainText plain} as a text, without blanks between its parts. Returns false, and
     * writes nothing, where a name has an escape or more levels are open than that.
     */
    boolean writePlainJson(byte[] json, int begin, int end, int mostLevels) {
        makeRoom(2 * (end - begin) + 2); // at most each byte behind a backslash
        int to = size;
        int level = 0;
        bytes[to++] = '"';
        int at = begin;
        while (at < end) {
            byte next = json[at++];
            if (next == '"') {
                int close = PlainText.end(json, at);
                if (close < 0) {
                    return false;
                }
                to = quote(to);
                System.arraycopy(json, at, bytes, to, close - at);
                to = quote(to + close - at);
                at = close + 1;
            } else if (next > ' ') {
                level += next == '{' || next == '[' ? 1 : next == '}' || next == ']' ? -1 : 0;
                if (level > mostLevels) {
                    return false;
                }
                bytes[to++] = next;
            }
        }
        bytes[to++] = '"';
        size = to;
        return true;
    }

    private int quote(int to) {
        bytes[to] = '\\';
        bytes[to + 1] = '"';
        return to + 2;
    }

    /** The row that has been written; the likely one itself where it is that, byte for byte. */
    public byte[] end(byte @Nullable [] likely) {
        write('}');
        return likely != null && Arrays.equals(bytes, 0, size, likely, 0, likely.length)
                ? likely
                : Arrays.copyOf(bytes, size);
    }

    private void write(char ascii) {
        makeRoom(1);
        bytes[size++] = (byte) ascii;
    }

    private void write(byte[] from, int begin, int length) {
        makeRoom(length);
        System.arraycopy(from, begin, bytes, size, length);
        size += length;
    }

    private void makeRoom(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
