package io.jststream.transformer.mapping;

import io.jststream.integration.Column;
import io.jststream.transformer.column.ColumnMapper;
import io.jststream.transformer.column.Misfit;
import io.jststream.transformer.column.RefusedException;
import io.jststream.transformer.column.RowBuffer;
import io.jststream.transformer.column.Slots;
import io.jststream.transformer.column.SourceValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes columns as one JSON object: all of them, in the order of the catalog, null where the column is NULL. */
final class RowWriter {
    private final ColumnMapper[] columns;

    private RowWriter(ColumnMapper[] columns) {
        this.columns = columns;
    }

    /** A writer of the columns for the values of those slots. */
    static RowWriter of(List<Column> columns, List<Column> key, Slots slots) {
        return new RowWriter(columns.stream()
                .map(column -> ColumnMapper.of(column, key.contains(column), slots))
                .toArray(ColumnMapper[]::new));
    }

    /**
     * Columns as JSON.
     *
     * @param misfits what did not fit and was cut or left out
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never changed and never compared
    record Row(byte[] json, List<Misfit> misfits) {}

    /** The object's JSON; the first column that refuses its value ends it. */
    Row write(@Nullable SourceValue[] values) throws RefusedException {
        return write(values, null);
    }

    /**
     * The same.
     *
     * @param likely what it should be: handed on where it is that, byte for byte
     */
    Row write(@Nullable SourceValue[] values, byte @Nullable [] likely) throws RefusedException {
        List<Misfit> misfits = List.of();
        RowBuffer buffer = RowBuffer.ofThread();
        buffer.begin();
        for (ColumnMapper column : columns) {
            Misfit misfit = column.write(values, buffer);
            if (misfit != null) {
                misfits = and(misfits, misfit);
            }
        }
        return new Row(buffer.end(likely), misfits);
    }

    /** Seldom are there any, so a row without one costs no list. */
    private static List<Misfit> and(List<Misfit> misfits, Misfit another) {
        List<Misfit> more = new ArrayList<>(misfits);
        more.add(another);
        return more;
    }
}
