package io.jststream.transformer.column;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** An exact number, written with all the digits that the column keeps: {@code 19.9} is {@code 19.90} in a decimal(10,2). */
record DecimalConversion(int precision, int scale) implements Conversion {
    @Override
    public void write(SourceValue value, RowBuffer row) throws RefusedException {
        BigDecimal number = ExactNumber.of(value);
        if (number == null || !hasRoom(number)) {
            throw RefusedException.of(
                    Rule.DECIMAL, value, "a number of at most " + (precision - scale) + " digits before the point");
        }
        if (ExactNumber.digitsBehindThePoint(number) > scale) {
            // the database would round
            throw RefusedException.of(Rule.DECIMAL, value, "at most " + scale + " digits behind the point");
        }
        row.writeNumber(rounded(number).toPlainString());
    }

    @Override
    public SourceValue cut(SourceValue value) {
        BigDecimal number = ExactNumber.of(value);
        return number == null || !hasRoom(number)
                ? value
                : SourceValue.text(rounded(number).toPlainString());
    }

    private boolean hasRoom(BigDecimal number) {
        return ExactNumber.digitsBeforeThePoint(number) <= precision - scale;
    }

    private BigDecimal rounded(BigDecimal number) {
        // a number may be 1e-999999999: nothing of it is left, and nobody should write its zeros first
        boolean nothingLeft = ExactNumber.digitsBeforeThePoint(number) < -scale;
        return (number.signum() == 0 || nothingLeft ? BigDecimal.ZERO : number).setScale(scale, RoundingMode.DOWN);
    }
}
