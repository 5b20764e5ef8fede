package io.jststream.transformer.column;

import io.jststream.integration.ColumnType;

/** Writes a source value as a column's type has it, or refuses it: the sink's converter would turn a wrong type into 0. */
sealed interface Conversion
        permits WholeConversion,
                BoolConversion,
                DecimalConversion,
                FloatingConversion,
                VarcharConversion,
                TextConversion,
                DateConversion,
                DatetimeConversion,
                JsonConversion {
    /** Writes the value; where it refuses, nothing is written. */
    void write(SourceValue value, RowBuffer row) throws RefusedException;

    /** What is left of a refused value when all is cut off that may be; the value itself where that does not help. */
    default SourceValue cut(SourceValue value) {
        return value;
    }

    static Conversion to(ColumnType type) {
        if (type instanceof ColumnType.Whole whole) {
            return WholeConversion.of(whole);
        } else if (type instanceof ColumnType.Varchar varchar) {
            return new VarcharConversion(varchar.length());
        } else if (type instanceof ColumnType.Text) {
            return new TextConversion();
        } else if (type instanceof ColumnType.Decimal decimal) {
            return new DecimalConversion(decimal.precision(), decimal.scale());
        } else if (type instanceof ColumnType.Floating) {
            return new FloatingConversion();
        } else if (type instanceof ColumnType.Bool) {
            return new BoolConversion();
        } else if (type instanceof ColumnType.Date) {
            return new DateConversion();
        } else if (type instanceof ColumnType.Datetime datetime) {
            return new DatetimeConversion(datetime.fraction());
        }
        return new JsonConversion();
    }
}
