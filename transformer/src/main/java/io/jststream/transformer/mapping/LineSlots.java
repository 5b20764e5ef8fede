package io.jststream.transformer.mapping;

import io.jststream.integration.NestedList;
import io.jststream.integration.Template.Part.Field;
import io.jststream.integration.expression.Input;
import io.jststream.integration.expression.Variable;
import io.jststream.transformer.column.Slots;
import io.jststream.transformer.column.SourceValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the fields that a line's columns name their places: those of the line itself, and those of the record around it. */
final class LineSlots implements Slots {
    private final NestedList list;
    private final FieldReader record;
    private final FieldReader line;
    private final List<Place> places = new ArrayList<>();

    /** Where a value is read: a slot of the line, or one of the record. */
    private record Place(boolean ofLine, int slot) {}

    LineSlots(NestedList list, FieldReader record) {
        this.list = list;
        this.record = record;
        this.line = record.linesOf(list);
    }

    @Override
    public int slot(Field field, boolean whole) {
        boolean ofLine = list.holds(field);
        return add(new Place(ofLine, ofLine ? line.slot(list.inLine(field), whole) : record.slot(field, whole)));
    }

    @Override
    public int slotOfInput(Input input) {
        boolean ofLine = input.variable() == Variable.LINE;
        return add(new Place(ofLine, (ofLine ? line : record).slotOfInput(input)));
    }

    @Override
    public int slotOfGoneAt() {
        return add(new Place(false, record.slotOfGoneAt()));
    }

    private int add(Place place) {
        places.add(place);
        return places.size() - 1;
    }

    /** The value of every slot of one line. */
    @Nullable
    SourceValue[] values(@Nullable SourceValue[] ofRecord, @Nullable SourceValue[] ofLine) {
        @Nullable SourceValue[] values = new @Nullable SourceValue[places.size()];
        for (int i = 0; i < values.length; i++) {
            Place place = places.get(i);
            values[i] = (place.ofLine() ? ofLine : ofRecord)[place.slot()];
        }
        return values;
    }
}
