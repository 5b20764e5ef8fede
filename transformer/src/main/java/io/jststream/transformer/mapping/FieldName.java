package io.jststream.transformer.mapping;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.jststream.transformer.column.EightBytes;
import java.util.Arrays;

/**
 * A name that a record's objects may have, and how to tell it in the record's bytes: by eight of them at once, because a mapping compares
 * more names than anything else. Immutable.
 */
final class FieldName {
    private final String text;
    /** As JSON has it, with the closing quotation mark. */
    private final byte[] quoted;
    /** The first eight bytes, or all with zeros behind them. */
    private final long beginning;
    /** The bytes of eight that count. */
    private final long counting;

    FieldName(String text) {
        this.text = text;
        byte[] name = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        quoted = Arrays.copyOf(name, name.length + 1);
        quoted[name.length] = '"';
        beginning = EightBytes.at(Arrays.copyOf(quoted, Math.max(quoted.length, Long.BYTES)), 0);
        counting = quoted.length < Long.BYTES ? (1L << (Byte.SIZE * quoted.length)) - 1 : -1;
    }

    String text() {
        return text;
    }

    /** Its bytes in a record, with the closing quotation mark. */
    int length() {
        return quoted.length;
    }

    /** Whether it begins there, behind the opening quotation mark. */
    boolean standsAt(byte[] json, int at) {
        if (json.length - at < Long.BYTES) {
            return restStandsAt(json, at, 0);
        }
        return (EightBytes.at(json, at) & counting) == beginning
                && (quoted.length <= Long.BYTES || restStandsAt(json, at, Long.BYTES));
    }

    private boolean restStandsAt(byte[] json, int at, int compared) {
        return quoted.length <= json.length - at
                && Arrays.equals(json, at + compared, at + quoted.length, quoted, compared, quoted.length);
    }
}
