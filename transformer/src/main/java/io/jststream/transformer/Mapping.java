package io.jststream.transformer;

import org.jspecify.annotations.Nullable;

/** From raw records to typed ones, for one integration. */
@FunctionalInterface
interface Mapping {
    /** The typed record, or why there is none. Depends on nothing but the record. */
    Mapped map(byte @Nullable [] key, byte @Nullable [] value);

    /** The key of the row that a record is a version of; null where it is refused. */
    default byte @Nullable [] row(byte @Nullable [] key, byte @Nullable [] value) {
        return map(key, value) instanceof Mapped.Typed typed ? typed.key() : null;
    }
}
