package io.jststream.transformer;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;

/** A whole number of 64 bits, as a number or as a text of one; {@code 12.0} is 12. */
record BigintConversion() implements Conversion {
    /** Every number of so many characters fits into 64 bits. */
    private static final int SURELY_FITS = 18;

    @Override
    public void write(SourceValue value, JsonGenerator json) throws IOException, RefusedException {
        json.writeNumber(number(value));
    }

    private static long number(SourceValue value) throws RefusedException {
        if (value.kind() == SourceValue.Kind.NUMBER || value.kind() == SourceValue.Kind.TEXT) {
            String text = value.text();
            try {
                if (text.length() <= SURELY_FITS && isPlain(text)) {
                    return Long.parseLong(text);
                }
                if (isAscii(text)) {
                    return new BigDecimal(text).longValueExact();
                }
            } catch (ArithmeticException | NumberFormatException notAWholeNumber) {
                // refused below
            }
        }
        throw RefusedException.of(
                Rule.BIGINT, value, "a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE);
    }

    private static boolean isPlain(String text) {
        for (int i = text.charAt(0) == '-' ? 1 : 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Java's parsers take the digits of every script, {@code １２} among them; the API's numbers have one script. */
    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 0x80);
    }
}
