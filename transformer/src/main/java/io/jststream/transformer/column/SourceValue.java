package io.jststream.transformer.column;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A value of a raw record that is not null, but where an expression wants to know that it is. One that stands in the record
 * as it would stand in a row is not decoded before somebody asks for its characters: most are only handed on. Not
 * thread-safe.
 */
public final class SourceValue {
    private static final Object NOTHING = new Object();

    public static final SourceValue OBJECT = new SourceValue(Kind.OBJECT, "{…}");
    public static final SourceValue ARRAY = new SourceValue(Kind.ARRAY, "[…]");

    private final Kind kind;
    /** The record of a plain value, or what an expression sees: one field for both, because a record has many values. */
    private final Object origin;

    private final int from;
    private final int end;
    private @Nullable String text;

    /** The JSON type. */
    public enum Kind {
        TEXT,
        NUMBER,
        /** true or false. */
        LITERAL,
        OBJECT,
        ARRAY
    }

    private SourceValue(Kind kind, Object origin, int from, int end, @Nullable String text) {
        this.kind = kind;
        this.origin = origin;
        this.from = from;
        this.end = end;
        this.text = text;
    }

    public SourceValue(Kind kind, String text) {
        this(kind, NOTHING, 0, 0, text);
    }

    public static SourceValue text(String text) {
        return new SourceValue(Kind.TEXT, text);
    }

    /**
     * A text that is {@linkplain PlainText plain} in its record up to its closing quotation mark, or what stands there without any: an
     * object or a list whose texts are plain, too.
     */
    public static SourceValue plain(Kind kind, byte[] record, int from, int end) {
        return new SourceValue(kind, record, from, end, null);
    }

    /** A value that an expression reads, as it sees it. */
    public static SourceValue input(Kind kind, String text, Object input) {
        return new SourceValue(kind, input, 0, 0, text);
    }

    /** What an expression sees. */
    public Object input() {
        return origin;
    }

    public Kind kind() {
        return kind;
    }

    /** A text's characters; the JSON of everything else as it stood in the source, {@code 19.90}. */
    public String text() {
        String decoded = text;
        if (decoded == null) {
            decoded = new String((byte[]) origin, from, end - from, StandardCharsets.UTF_8);
            text = decoded;
        }
        return decoded;
    }

    boolean isEmpty() {
        return plain() ? from == end : text().isEmpty();
    }

    /** Whether its bytes are those of a row's text, so that {@link #writePlain} can hand them on. */
    boolean plain() {
        return isInRecord() && !structured();
    }

    private boolean isInRecord() {
        return end > 0;
    }

    /** The length of a plain value, in bytes of UTF-8. */
    int plainBytes() {
        return end - from;
    }

    /** Code points of a plain value. */
    int plainCharacters() {
        return PlainText.characters((byte[]) origin, from, end);
    }

    /** Whether a plain value is digits and nothing else but a sign. */
    boolean isPlainWhole() {
        return PlainText.isWhole((byte[]) origin, from, end);
    }

    /** The number that those digits are, where they are not too many. */
    long plainWhole() {
        return PlainText.whole((byte[]) origin, from, end);
    }

    /** Whether it is that, or more than that. */
    boolean beginsWith(Prefix prefix) {
        if (!plain()) {
            return text().startsWith(prefix.text());
        }
        byte[] utf8 = prefix.utf8();
        return plainBytes() >= utf8.length && PlainText.beginsWith((byte[]) origin, from, utf8);
    }

    /** The value as a wall clock, for that to say whether it is one. */
    WallClock clock() {
        return plain() ? new WallClock((byte[]) origin, from, end - from) : WallClock.of(text());
    }

    /** Writes a plain value as a text. */
    void writePlain(RowBuffer row) {
        row.writePlain((byte[]) origin, from, end - from);
    }

    /** Writes it as a text that is its JSON; false, and nothing is written, where somebody has to decode it for that. */
    boolean writePlainJson(RowBuffer row, int mostLevels) {
        int quotes = kind == Kind.TEXT ? 1 : 0;
        return isInRecord() && row.writePlainJson((byte[]) origin, from - quotes, end + quotes, mostLevels);
    }

    /** Whether it has parts of its own and so fits no column. */
    boolean structured() {
        return kind == Kind.OBJECT || kind == Kind.ARRAY;
    }

    /** What was found, for the reason of a dead letter. */
    public String describe() {
        return switch (kind) {
            case TEXT -> "the text \"" + Shortened.of(text()) + "\"";
            case NUMBER -> "the number " + Shortened.of(text());
            case LITERAL -> text();
            case OBJECT -> "an object";
            case ARRAY -> "an array";
        };
    }
}
