package io.jststream.transformer.mapping;

import io.jststream.transformer.column.SourceValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link FieldReader} has read out of a record.
 *
 * @param values the value of every slot; null where the field is missing or null
 * @param lists of each list whose lines were wanted, in the order in which they were asked for, the values of each line
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never changed and never compared
record RecordFields(@Nullable SourceValue[] values, List<List<@Nullable SourceValue[]>> lists) {}
