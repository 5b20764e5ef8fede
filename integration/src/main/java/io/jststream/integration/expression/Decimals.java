package io.jststream.integration.expression;

import dev.cel.common.exceptions.CelDivideByZeroException;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.exceptions.CelNumericOverflowException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Exact numbers, which CEL lacks: those of a record, and what becomes of them together with CEL's own. */
final class Decimals {
    /** More digits than any column holds; without a bound, a few squarings would fill the memory. */
    private static final int MOST_DIGITS = 100;
    /** Digits that every double keeps, so that 0.1 is 0.1 whatever prints it. */
    private static final MathContext OF_DOUBLE = new MathContext(15, RoundingMode.HALF_EVEN);

    private static final long MOST_PLACES = 30;

    private Decimals() {}

    /** A number that is too long to count with; it can only be handed on. */
    record TooLong(String text) {}

    /** The number of a record. */
    static Object read(String text) {
        if (text.length() > MOST_DIGITS) {
            return new TooLong(text);
        }
        BigDecimal number = new BigDecimal(text);
        if (number.signum() == 0) {
            return number.scale() >= 0 && number.scale() <= MOST_DIGITS ? number : BigDecimal.ZERO;
        }
        return fits(number) ? number : new TooLong(text);
    }

    static BigDecimal of(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        if (number instanceof Double binary) {
            if (binary.isNaN() || binary.isInfinite()) {
                throw new CelNumericOverflowException("a number without an end");
            }
            BigDecimal rounded = new BigDecimal(binary).round(OF_DOUBLE).stripTrailingZeros();
            return kept(rounded.scale() < 0 ? rounded.setScale(0) : rounded);
        }
        return BigDecimal.valueOf(number.longValue());
    }

    static BigDecimal parse(String text) {
        try {
            if (text.length() <= MOST_DIGITS && read(text.strip()) instanceof BigDecimal number) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw new CelInvalidArgumentException("a text that is no number");
        }
        throw new CelInvalidArgumentException("a text that is no number of at most " + MOST_DIGITS + " digits");
    }

    static BigDecimal add(Number left, Number right) {
        return kept(of(left).add(of(right)));
    }

    static BigDecimal subtract(Number left, Number right) {
        return kept(of(left).subtract(of(right)));
    }

    static BigDecimal multiply(Number left, Number right) {
        return kept(of(left).multiply(of(right)));
    }

    /** The quotient; one that has no end is rounded to 34 digits. */
    static BigDecimal divide(Number left, Number right) {
        return kept(of(left).divide(divisor(right), MathContext.DECIMAL128));
    }

    static BigDecimal remainder(Number left, Number right) {
        return kept(of(left).remainder(divisor(right)));
    }

    static BigDecimal sum(List<?> numbers) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Object each : numbers) {
            if (!(each instanceof Number number)) {
                throw new CelInvalidArgumentException("a list that does not hold numbers alone");
            }
            sum = add(sum, number);
        }
        return sum;
    }

    /** Rounded half away from zero, as money is. */
    static BigDecimal round(Number number, Long places) {
        if (places < -MOST_PLACES || places > MOST_PLACES) {
            throw new CelInvalidArgumentException("a rounding to more than " + MOST_PLACES + " places");
        }
        return kept(of(number).setScale(places.intValue(), RoundingMode.HALF_UP));
    }

    /** Its whole part. */
    static Long whole(BigDecimal number) {
        try {
            return number.setScale(0, RoundingMode.DOWN).longValueExact();
        } catch (ArithmeticException tooGreat) {
            throw new CelNumericOverflowException("a number of more than 64 bits");
        }
    }

    static int compare(Number left, Number right) {
        return of(left).compareTo(of(right));
    }

    private static BigDecimal divisor(Number number) {
        BigDecimal divisor = of(number);
        if (divisor.signum() == 0) {
            throw new CelDivideByZeroException();
        }
        return divisor;
    }

    private static BigDecimal kept(BigDecimal number) {
        if (number.signum() != 0 && !fits(number)) {
            throw new CelNumericOverflowException("a number of more than " + MOST_DIGITS + " digits");
        }
        return number;
    }

    private static boolean fits(BigDecimal number) {
        return number.precision() <= MOST_DIGITS && Math.abs(number.scale()) <= MOST_DIGITS;
    }
}
