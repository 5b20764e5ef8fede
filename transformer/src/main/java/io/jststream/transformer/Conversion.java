package io.jststream.transformer;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jststream.integration.ColumnType;
import java.io.IOException;

/** Writes a source value as a column's type has it, or refuses it: the sink's converter would turn a wrong type into 0. */
sealed interface Conversion permits BigintConversion, VarcharConversion, DatetimeConversion {
    void write(SourceValue value, JsonGenerator json) throws IOException, RefusedException;

    static Conversion to(ColumnType type) {
        if (type instanceof ColumnType.Varchar varchar) {
            return new VarcharConversion(varchar.length());
        }
        return type instanceof ColumnType.Datetime datetime
                ? new DatetimeConversion(datetime.fraction())
                : new BigintConversion();
    }
}
