package io.jststream.transformer;

import org.jspecify.annotations.Nullable;

/** Leaves the mapping of one record with the reason; checked, so that nobody forgets the dead letter, and without a stack trace. */
final class RefusedException extends Exception {
    private final transient Mapped.Dead dead;

    private RefusedException(Mapped.Dead dead) {
        super(dead.reason(), null, false, false);
        this.dead = dead;
    }

    /** A record, or a column of it, that breaks a rule. */
    static RefusedException of(Rule rule, String reason, @Nullable String value) {
        return new RefusedException(new Mapped.Dead(rule, null, reason, value));
    }

    /** A value that breaks the rule of its column's type. */
    static RefusedException of(Rule rule, SourceValue found, String expected) {
        return of(rule, "found " + found.describe() + ", expected " + expected, found.text());
    }

    /** The same, and which column it is about. */
    RefusedException at(String field) {
        return new RefusedException(new Mapped.Dead(dead.rule(), field, dead.reason(), dead.value()));
    }

    /** The same as a fault of a line of a list; the first line is line 0. */
    RefusedException inLine(String list, int line) {
        String field = dead.field() == null ? "" : "." + dead.field();
        return at(list + "[" + line + "]" + field);
    }

    /** The same as a fault of the record's key. */
    RefusedException inKey(String key) {
        return new RefusedException(new Mapped.Dead(Rule.KEY, dead.field(), "in the key: " + dead.reason(), key));
    }

    Mapped.Dead dead() {
        return dead;
    }
}
