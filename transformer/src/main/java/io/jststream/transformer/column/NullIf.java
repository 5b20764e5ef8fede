package io.jststream.transformer.column;

import io.jststream.integration.Column;
import io.jststream.integration.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values that stand for none: the empty text in every column, and what the catalog names. Of a date that is a day, at any
 * time of day, because a missing date drifts with its program's time zone: {@code 0001-01-01 08:05:43}.
 */
record NullIf(List<Prefix> values, boolean days) {
    static NullIf of(Column column) {
        return new NullIf(
                column.nullIf().stream().map(Prefix::of).toList(),
                column.type() instanceof ColumnType.Date || column.type() instanceof ColumnType.Datetime);
    }

    /** The value; null where it stands for none. */
    @Nullable
    SourceValue filter(@Nullable SourceValue value) {
        if (value == null || value.structured()) {
            return value;
        }
        return value.isEmpty() || standsForNone(value) ? null : value;
    }

    private boolean standsForNone(SourceValue value) {
        for (int i = 0; i < values.size(); i++) {
            // asked first, because hardly any value does
            if (value.beginsWith(values.get(i))
                    && standsForNone(value, values.get(i).text())) {
                return true;
            }
        }
        return false;
    }

    private boolean standsForNone(SourceValue value, String beginning) {
        boolean day =
                days && beginning.length() == WallClock.DATE && value.clock().isDatetime();
        return day || value.text().length() == beginning.length();
    }
}
