package io.jststream.connect.plan;

import io.jststream.integration.ColumnType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether every value that a column can hold now fits the type that it is to have, and stays the same value. */
final class Widening {
    private static final List<String> WHOLE = List.of("boolean", "tinyint", "smallint", "int", "bigint");
    private static final Pattern NUMBERS = Pattern.compile("(\\w+)\\((\\d+)(?:,(\\d+))?\\)");
    private static final int UTF8_BYTES = 4;

    private Widening() {}

    /** @param live as {@link LiveColumn#type} has it */
    static boolean is(String live, ColumnType wanted) {
        if (wanted instanceof ColumnType.Whole || wanted instanceof ColumnType.Bool) {
            return WHOLE.contains(live) && WHOLE.indexOf(live) <= WHOLE.indexOf(wanted.sql());
        }
        Matcher numbers = NUMBERS.matcher(live);
        if (!numbers.matches()) {
            return false;
        }
        String name = numbers.group(1);
        int first = Integer.parseInt(numbers.group(2));
        int second = numbers.group(3) == null ? 0 : Integer.parseInt(numbers.group(3));
        if (wanted instanceof ColumnType.Varchar varchar) {
            return name.equals("varchar") && first <= varchar.length();
        }
        if (wanted instanceof ColumnType.Text) {
            return name.equals("varchar") && first <= ColumnType.Text.BYTES / UTF8_BYTES;
        }
        if (wanted instanceof ColumnType.Decimal decimal) {
            return name.equals("decimal")
                    && second <= decimal.scale()
                    && first - second <= decimal.precision() - decimal.scale();
        }
        return wanted instanceof ColumnType.Datetime datetime
                && name.equals("datetime")
                && first <= datetime.fraction();
    }
}
