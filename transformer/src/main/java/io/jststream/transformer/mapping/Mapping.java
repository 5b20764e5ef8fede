package io.jststream.transformer.mapping;

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
}
