package io.jststream.integration;

import io.jststream.integration.Template.Part;
import java.util.List;

/**
 * A list in each record whose lines are rows of a table of their own.
 *
 * @param name names its topic and connector
 * @param of where the list stands in a record; one name or more
 * @param target the lines' table; its key is that of the record and one of the line
 */
public record NestedList(String name, List<String> of, Target target) {
    public NestedList {
        of = List.copyOf(of);
    }

    /** The dotted path of the list in a record. */
    public String path() {
        return String.join(".", of);
    }

    /** Whether a field stands in the line, and not in the record around it. */
    public boolean holds(Part.Field field) {
        return holds(field.path(), of);
    }

    /** The field as its line knows it. */
    public Part.Field inLine(Part.Field field) {
        return new Part.Field(field.path().subList(of.size(), field.path().size()), field.format());
    }

    /** Whether a path leads to something inside of what another one leads to. */
    public static boolean holds(List<String> inner, List<String> outer) {
        return inner.size() > outer.size() && inner.subList(0, outer.size()).equals(outer);
    }
}
