package io.jststream.transformer.mapping;

import io.jststream.integration.Column;
import io.jststream.integration.NestedList;
import io.jststream.integration.Table;
import io.jststream.transformer.column.Misfit;
import io.jststream.transformer.column.RefusedException;
import io.jststream.transformer.column.Rule;
import io.jststream.transformer.column.Shortened;
import io.jststream.transformer.column.SourceValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes typed records of the lines of one list: of a line and the record around it, as {@link RecordMapper} does of a record. */
final class ListMapper {
    private final String list;
    private final LineSlots slots;
    private final RowWriter key;
    private final RowWriter row;
    private final RowRules rules;

    private ListMapper(NestedList list, Table table, FieldReader record) {
        this.list = list.name();
        List<Column> keyColumns = table.keyColumns();
        slots = new LineSlots(list, record);
        key = RowWriter.of(keyColumns, keyColumns, slots);
        row = RowWriter.of(list.target().columns(), keyColumns, slots);
        rules = RowRules.of(list.target());
    }

    /** Compiles the mapping of a list whose records that reader reads. */
    static ListMapper of(NestedList list, Table table, FieldReader record) {
        return new ListMapper(list, table, record);
    }

    /**
     * The lines as their table has them; the first one that is refused ends it.
     *
     * @param misfits takes what did not fit and was cut or left out
     * @param warnings takes rules that a line breaks and that only warn
     */
    List<Mapped.Line> map(
            @Nullable SourceValue[] record,
            List<@Nullable SourceValue[]> lines,
            List<Misfit> misfits,
            List<RuleWarning> warnings)
            throws RefusedException {
        List<Mapped.Line> typed = new ArrayList<>(lines.size());
        Map<ByteBuffer, Integer> places = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            try {
                Mapped.Line line = map(slots.values(record, lines.get(i)), misfits, warnings);
                Integer before = places.putIfAbsent(ByteBuffer.wrap(line.key()), i);
                if (before != null) {
                    throw twice(line.key(), before);
                }
                typed.add(line);
            } catch (RefusedException e) {
                throw e.inLine(list, i);
            }
        }
        return typed;
    }

    private Mapped.Line map(@Nullable SourceValue[] values, List<Misfit> misfits, List<RuleWarning> warnings)
            throws RefusedException {
        RowWriter.Row typed = row.write(values);
        for (Misfit misfit : typed.misfits()) {
            misfits.add(new Misfit(list + "." + misfit.field(), misfit.done()));
        }
        for (RuleWarning warning : rules.judge(typed.json())) {
            warnings.add(new RuleWarning(list + "." + warning.field(), warning.rule()));
        }
        return new Mapped.Line(key.write(values).json(), typed.json());
    }

    private RefusedException twice(byte[] lineKey, int before) {
        String found = new String(lineKey, StandardCharsets.UTF_8);
        return RefusedException.of(
                Rule.DUPLICATE,
                "found the key " + Shortened.of(found) + " of " + list + "[" + before
                        + "] again, expected another one in each line",
                found);
    }
}
