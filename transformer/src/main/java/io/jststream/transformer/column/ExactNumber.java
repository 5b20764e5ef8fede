package io.jststream.transformer.column;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads a number or a text of one without losing a digit. */
final class ExactNumber {
    /** More characters than any number has that a column can hold; a parser's time grows with their square. */
    private static final int MOST_CHARACTERS = 100;

    private ExactNumber() {}

    /** The number; null where there is none. */
    static @Nullable BigDecimal of(SourceValue value) {
        String text = value.text();
        boolean mayBe = value.kind() == SourceValue.Kind.NUMBER || value.kind() == SourceValue.Kind.TEXT;
        if (!mayBe || text.length() > MOST_CHARACTERS || !isAscii(text)) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** Digits before the point; of 0.05 there are none, and less than none. */
    static long digitsBeforeThePoint(BigDecimal number) {
        return number.signum() == 0 ? 0 : (long) number.precision() - number.scale();
    }

    /** Digits behind the point, zeros at the end not counted. */
    static int digitsBehindThePoint(BigDecimal number) {
        return Math.max(0, number.stripTrailingZeros().scale());
    }

    /** Java's parsers take the digits of every script, {@code １２} among them; the API's numbers have one script. */
    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
