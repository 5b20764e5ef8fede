package io.jststream.transformer.column;

import io.jststream.integration.Template.Part.Field;
import io.jststream.integration.expression.Input;

/** Gives each field that a mapping names its place among the values of a record. Only while a mapping is compiled. */
public interface Slots {
    /**
     * The slot of a field; a new one at its first mention.
     *
     * @param whole whether an object or a list is wanted with all that is in it
     */
    int slot(Field field, boolean whole);

    /** The slot of a field that an expression reads, with all that is in it; null is a value there. */
    int slotOfInput(Input input);

    /** The slot of what stands in no record's JSON: since when the record is gone. */
    int slotOfGoneAt();
}
