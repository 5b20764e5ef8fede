package io.jststream.connect.plan;

/** Who may make a difference go away. */
public enum Remedy {
    /** {@code apply} does. */
    APPLY,
    /** {@code apply --approve} does: something is lost or becomes narrower, or a value may change. */
    APPROVE,
    /** A person does: this program could not do it without harm. */
    HAND,
    /** Nobody has to: it is there and does no harm. */
    NONE
}
