package io.jststream.integration.expression;

import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.values.NullValue;
import java.util.Map;
import java.util.Optional;

/** What {@code raw.?name} is: the field where it is there and not null, which CEL itself would take for a value. */
final class Present {
    private Present() {}

    static Optional<Object> of(Object operand, String field) {
        Object of = operand instanceof Optional<?> optional ? optional.orElse(null) : operand;
        if (of == null || of instanceof NullValue) {
            return Optional.empty();
        }
        if (of instanceof Map<?, ?> map) {
            Object value = map.get(field);
            return value instanceof NullValue ? Optional.empty() : Optional.ofNullable(value);
        }
        throw CelAttributeNotFoundException.forFieldResolution(field);
    }
}
