package io.jststream.integration.expression;

import java.util.HashSet;
import java.util.Set;

/**
 * Which parts of an expression have a value that costs more than a step, by CEL's numbers of them.
 *
 * @param wholeParts their lists and objects are walked through whole: compared, summed up, put into another one
 * @param madeParts their lists are made anew
 */
record Walks(Set<Long> wholeParts, Set<Long> madeParts) {
    Walks() {
        this(new HashSet<>(), new HashSet<>());
    }

    boolean whole(long part) {
        return wholeParts.contains(part);
    }

    boolean made(long part) {
        return madeParts.contains(part);
    }
}
