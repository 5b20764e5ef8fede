package io.jststream.transformer.column;

import org.jspecify.annotations.Nullable;

/** Leaves the mapping of one record with the reason; checked, so that nobody forgets the dead letter, and without a stack trace. */
public final class RefusedException extends Exception {
    private final transient Refusal refusal;

    private RefusedException(Refusal refusal) {
        super(refusal.reason(), null, false, false);
        this.refusal = refusal;
    }

    /** A record, or a column of it, that breaks a rule. */
    public static RefusedException of(Rule rule, String reason, @Nullable String value) {
        return new RefusedException(new Refusal(rule, null, reason, value));
    }

    /** A value that breaks the rule of its column's type. */
    public static RefusedException of(Rule rule, SourceValue found, String expected) {
        return of(rule, "found " + found.describe() + ", expected " + expected, found.text());
    }

    /** The same, and which column it is about. */
    public RefusedException at(String field) {
        return new RefusedException(new Refusal(refusal.rule(), field, refusal.reason(), refusal.value()));
    }

    /** The same as a fault of a line of a list; the first line is line 0. */
    public RefusedException inLine(String list, int line) {
        String field = refusal.field() == null ? "" : "." + refusal.field();
        return at(list + "[" + line + "]" + field);
    }

    /** The same as a fault of the record's key. */
    public RefusedException inKey(String key) {
        return new RefusedException(new Refusal(Rule.KEY, refusal.field(), "in the key: " + refusal.reason(), key));
    }

    public Refusal refusal() {
        return refusal;
    }
}
