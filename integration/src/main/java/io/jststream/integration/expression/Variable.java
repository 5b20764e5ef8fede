package io.jststream.integration.expression;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What an expression can read. The label stands in the catalog, so it is a contract. */
public enum Variable {
    /** The raw record. */
    RAW("raw"),
    /** The line of the list whose column it is. */
    LINE("line");

    /** What a column of the record's own table can read. */
    public static final Set<Variable> OF_A_RECORD = Set.of(RAW);
    /** What a column of a list's table can read. */
    public static final Set<Variable> OF_A_LINE = Set.of(RAW, LINE);

    private final String label;

    Variable(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static Optional<Variable> of(String label) {
        return Arrays.stream(values())
                .filter(variable -> variable.label.equals(label))
                .findFirst();
    }
}
