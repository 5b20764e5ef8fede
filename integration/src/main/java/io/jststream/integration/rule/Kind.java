package io.jststream.integration.rule;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What rules can compare. A value of a row is a {@link BigDecimal}, a text or a {@link Boolean}, and null where the column is NULL. */
public enum Kind {
    /** Whole numbers, decimals and doubles. */
    NUMBER("a number"),
    /** Characters, compared by their code. */
    TEXT("a text"),
    /** Days and wall clocks, all written to the microsecond. */
    DATE("a date such as 2024-02-29 or 2024-02-29 23:59:59"),
    /** True or false. */
    TRUTH("true or false"),
    /** A JSON value as a whole, of which a rule can only say whether it is there. */
    JSON("a JSON value");

    private static final Pattern NUMBERS = Pattern.compile("-?\\d{1,65}(\\.\\d{1,30})?");
    private static final Pattern DATES = Pattern.compile(
            "\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])( (?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?)?");
    private static final String MIDNIGHT = " 00:00:00.000000";
    private static final int DAY = 10;

    private final String shown;

    Kind(String shown) {
        this.shown = shown;
    }

    /** A value of this kind, of the text that a row or the catalog has for it; null where it is none. */
    public @Nullable Object parse(String text) {
        return switch (this) {
            case NUMBER -> NUMBERS.matcher(text).matches() ? new BigDecimal(text) : null;
            case TEXT -> text;
            case DATE -> DATES.matcher(text).matches() ? clock(text) : null;
            case TRUTH -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
            case JSON -> null;
        };
    }

    /** A day or a wall clock to the microsecond, so that two are equal where they are the same moment. */
    public static String clock(String text) {
        return text + MIDNIGHT.substring(text.length() - DAY);
    }

    /** Which of two values of this kind is greater. */
    int compare(Object left, Object right) {
        return switch (this) {
            case NUMBER -> ((BigDecimal) left).compareTo((BigDecimal) right);
            case TEXT, DATE, JSON -> ((String) left).compareTo((String) right);
            case TRUTH -> Boolean.compare((Boolean) left, (Boolean) right);
        };
    }

    @Override
    public String toString() {
        return shown;
    }
}
