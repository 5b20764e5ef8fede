package io.jststream.transformer.mapping;

import io.jststream.transformer.column.Refusal;
import io.jststream.transformer.column.Rule;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A mapping whose bugs cost one record, not the process; what fails behind the mapper is the world's fault and passes. */
public record GuardedMapping(Mapping mapping) implements Mapping {
    private static final Logger log = LoggerFactory.getLogger(GuardedMapping.class);

    @Override
    public Mapped map(byte @Nullable [] key, byte @Nullable [] value, @Nullable String goneSince) {
        try {
            return mapping.map(key, value, goneSince);
        } catch (RuntimeException bug) {
            String where = describe(bug);
            log.atError().addKeyValue("reason", where).log("The mapper failed; the record is a dead letter");
            return new Mapped.Dead(
                    new Refusal(Rule.INTERNAL, null, "found " + where + ", expected a mapper without a bug", null));
        }
    }

    /** Its class and place, not its message, which may quote the record; a JVM leaves the place out of what it has thrown often. */
    private static String describe(RuntimeException bug) {
        return Arrays.stream(bug.getStackTrace())
                .findFirst()
                .map(place -> bug.getClass().getName() + " at " + place)
                .orElse(bug.getClass().getName());
    }
}
