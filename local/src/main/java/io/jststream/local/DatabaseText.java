package io.jststream.local;

import io.jststream.integration.ColumnType;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** How the database shows a value, where that is not how JSON has it: 1.5 in a decimal(12,2) is 1.50 there, and true is 1. */
final class DatabaseText {
    private DatabaseText() {}

    static String of(ColumnType type, String text) {
        if (type instanceof ColumnType.Bool) {
            return text.equals("true") ? "1" : text.equals("false") ? "0" : text;
        } else if (type instanceof ColumnType.Decimal decimal) {
            return new BigDecimal(text)
                    .setScale(decimal.scale(), RoundingMode.HALF_UP)
                    .toPlainString();
        }
        return text;
    }
}
