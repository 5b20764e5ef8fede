package io.jststream.transformer;

import io.jststream.integration.Column;
import io.jststream.integration.ColumnType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values that stand for none: the empty text in every column, and what the catalog names. Of a date that is a day, at any
 * time of day, because a missing date drifts with its program's time zone: {@code 0001-01-01 08:05:43}.
 */
record NullIf(Set<String> values, boolean days) {
    static NullIf of(Column column) {
        return new NullIf(
                column.nullIf(),
                column.type() instanceof ColumnType.Date || column.type() instanceof ColumnType.Datetime);
    }

    /** The value; null where it stands for none. */
    @Nullable
    SourceValue filter(@Nullable SourceValue value) {
        if (value == null || value.structured()) {
            return value;
        }
        String text = value.text();
        return text.isEmpty() || standsForNone(text) ? null : value;
    }

    private boolean standsForNone(String text) {
        if (values.isEmpty()) {
            return false;
        }
        return values.contains(days && WallClock.isDatetime(text) ? text.substring(0, WallClock.DATE) : text);
    }
}
