package io.jststream.transformer.mapping;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** From raw records to typed ones, for one integration. */
@FunctionalInterface
public interface Mapping {
    /**
     * The typed record, or why there is none. Depends on nothing but the record.
     *
     * @param goneSince what {@link GoneSince} says of the record; null where it is there
     */
    Mapped map(byte @Nullable [] key, byte @Nullable [] value, @Nullable String goneSince);

    /** The key of the row that a record is a version of; null where it is refused. */
    default byte @Nullable [] row(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return map(key, value, GoneSince.of(headers)) instanceof Mapped.Typed typed ? typed.key() : null;
    }
}
