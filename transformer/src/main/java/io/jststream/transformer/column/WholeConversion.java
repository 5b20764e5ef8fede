package io.jststream.transformer.column;

import io.jststream.integration.ColumnType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** A whole number within the type's range, as a number or as a text of one; {@code 12.0} is 12. */
record WholeConversion(Rule rule, long least, long greatest) implements Conversion {
    /** Every number of so many characters fits into 64 bits. */
    private static final int SURELY_FITS = 18;

    /** No whole number of 64 bits has more digits. */
    private static final int MOST_DIGITS = 19;

    static WholeConversion of(ColumnType.Whole type) {
        long greatest = Long.MAX_VALUE >> (Long.SIZE - type.bits());
        return new WholeConversion(Rule.valueOf(type.sql().toUpperCase(Locale.ROOT)), -greatest - 1, greatest);
    }

    @Override
    public void write(SourceValue value, RowBuffer row) throws RefusedException {
        long number = number(value);
        if (number < least || number > greatest) {
            throw refused(value);
        }
        row.writeNumber(number);
    }

    @Override
    public SourceValue cut(SourceValue value) {
        BigDecimal number = ExactNumber.of(value);
        if (number == null || ExactNumber.digitsBeforeThePoint(number) > MOST_DIGITS) {
            return value;
        }
        // a number may be 1e-999999999: nothing of it is left, and nobody should write its zeros first
        boolean nothingLeft = ExactNumber.digitsBeforeThePoint(number) <= 0;
        BigDecimal whole = nothingLeft ? BigDecimal.ZERO : number.setScale(0, RoundingMode.DOWN);
        return SourceValue.text(whole.toPlainString());
    }

    private long number(SourceValue value) throws RefusedException {
        if (value.plain() && value.plainBytes() <= SURELY_FITS && value.isPlainWhole()) {
            return value.plainWhole();
        }
        BigDecimal number = ExactNumber.of(value);
        if (number == null) {
            throw refused(value);
        }
        try {
            return number.longValueExact();
        } catch (ArithmeticException fractionOrOverflow) {
            throw refused(value);
        }
    }

    private RefusedException refused(SourceValue value) {
        return RefusedException.of(rule, value, "a whole number from " + least + " to " + greatest);
    }
}
