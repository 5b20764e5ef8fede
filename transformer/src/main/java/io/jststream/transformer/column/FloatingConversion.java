package io.jststream.transformer.column;

import java.math.BigDecimal;

/** A number as the source wrote it: printing a double anew would give other digits from one Java version to the next. */
record FloatingConversion() implements Conversion {
    @Override
    public void write(SourceValue value, RowBuffer row) throws RefusedException {
        BigDecimal number = ExactNumber.of(value);
        double nearest = number == null ? Double.NaN : number.doubleValue();
        if (number == null || Double.isNaN(nearest) || Double.isInfinite(nearest)) {
            throw RefusedException.of(
                    Rule.DOUBLE, value, "a number from -" + Double.MAX_VALUE + " to " + Double.MAX_VALUE);
        }
        if (nearest == 0 && number.signum() != 0) {
            throw RefusedException.of(Rule.DOUBLE, value, "a number that is not too near to 0");
        }
        row.writeNumber(nearest == 0 ? "0" : number.toString());
    }
}
