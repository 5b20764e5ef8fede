package io.jststream.transformer.column;

import io.jststream.integration.Column;
import io.jststream.integration.ColumnType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values that stand for none: the empty text in every column, and what the catalog names. Of a date that is a day, at any
 * time of day, because a missing date drifts with its program's time zone: {@code 0001-01-01 08:05:43}.
 */
record NullIf(Set<String> values, List<Word> words, boolean days) {
    static NullIf of(Column column) {
        return new NullIf(
                column.nullIf(),
                column.nullIf().stream().map(Word::of).toList(),
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
        if (!beginsAsOne(value)) {
            return false;
        }
        String text = value.text();
        if (!days || !value.clock().isDatetime()) {
            return values.contains(text);
        }
        for (String day : values) {
            if (day.length() == WallClock.DATE && text.startsWith(day)) {
                return true;
            }
        }
        return false;
    }

    /** Asked first, because hardly any value does. */
    private boolean beginsAsOne(SourceValue value) {
        for (int i = 0; i < words.size(); i++) {
            if (value.beginsWith(words.get(i))) {
                return true;
            }
        }
        return false;
    }
}
