package io.jststream.transformer.column;

import io.jststream.integration.Column;
import io.jststream.integration.ColumnType;
import io.jststream.integration.OnMisfit;
import org.jspecify.annotations.Nullable;

/**
 * Makes one column of the values of a raw record: template or expression, then {@code replace}, then what stands for no value,
 * then the type, and where one of them refuses, what {@code on_misfit} says.
 */
public final class ColumnMapper {
    private final String field;
    private final byte[] name;
    private final ValueTemplate template;
    private final Replacements replacements;
    private final NullIf nullIf;
    private final Conversion conversion;
    private final boolean required;
    private final Misfit misfit;

    private ColumnMapper(Column column, ValueTemplate template, boolean required) {
        this.field = column.field();
        this.name = RowBuffer.name(column.field());
        this.template = template;
        this.replacements = Replacements.of(column.replace());
        this.nullIf = NullIf.of(column);
        this.conversion = Conversion.to(column.type());
        this.required = required;
        this.misfit = new Misfit(field, column.onMisfit());
    }

    /** A column whose fields have those slots. A column of the primary key is always required: MySQL has no NULL in a key. */
    public static ColumnMapper of(Column column, boolean key, Slots slots) {
        boolean whole = column.type() instanceof ColumnType.Json;
        return new ColumnMapper(column, ValueTemplate.of(column.value(), whole, slots), column.required() || key);
    }

    /** Writes the column's name and value. Returns what was done where the value did not fit, null where it did. */
    @Nullable
    public Misfit write(@Nullable SourceValue[] values, RowBuffer row) throws RefusedException {
        row.writeName(name);
        @Nullable SourceValue value;
        try {
            value = nullIf.filter(replacements.apply(template.fill(values)));
        } catch (RefusedException e) {
            return writeFailure(e, row);
        }
        if (value == null) {
            writeNothing(row);
            return null;
        }
        try {
            conversion.write(value, row);
            return null;
        } catch (RefusedException e) {
            writeMisfit(value, e, row);
            return misfit;
        }
    }

    /** An expression without a value: of that nothing could be cut. */
    private Misfit writeFailure(RefusedException failed, RowBuffer row) throws RefusedException {
        if (misfit.done() != OnMisfit.NULL) {
            throw failed.at(field);
        }
        row.writeNull();
        return misfit;
    }

    private void writeNothing(RowBuffer row) throws RefusedException {
        if (required) {
            throw RefusedException.of(Rule.REQUIRED, "found no value, expected one in every record", null)
                    .at(field);
        }
        row.writeNull();
    }

    private void writeMisfit(SourceValue value, RefusedException refused, RowBuffer row) throws RefusedException {
        switch (misfit.done()) {
            case REJECT -> throw refused.at(field);
            case NULL -> row.writeNull();
            case TRUNCATE -> {
                try {
                    conversion.write(conversion.cut(value), row);
                } catch (RefusedException stillRefused) {
                    throw refused.at(field);
                }
            }
        }
    }
}
