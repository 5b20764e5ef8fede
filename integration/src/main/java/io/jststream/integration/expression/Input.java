package io.jststream.integration.expression;

/** A field that an expression reads, {@code raw.shop_id}; all that is in it comes along. */
public record Input(Variable variable, String field) {
    @Override
    public String toString() {
        return variable.label() + "." + field;
    }
}
